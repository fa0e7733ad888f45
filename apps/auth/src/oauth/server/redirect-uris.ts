import { errors } from 'oidc-provider';

const REDIRECT_URIS_MAX = 20;
const LENGTH_MAX = 2_048;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Schemes that a browser runs or reads itself, rather than hand them to an app. */
const NO_APP = new Set([
  'javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'filesystem:', 'about:', 'view-source:', 'ws:', 'wss:', 'ftp:',
  'mailto:', 'tel:', 'chrome:', 'intent:',
]); // prettier-ignore

/**
 * Where a code may be sent (OAuth 2.1, sections 2.3 and 8.4): https, http to the caller's own machine, or the scheme of an
 * app. Null where it may; else why not.
 */
export function redirectUriProblem(text: unknown): string | null {
  const url = typeof text === 'string' && text.length <= LENGTH_MAX ? URL.parse(text) : null;
  if (url === null) return 'must be absolute URIs';
  if (url.href.includes('#')) return 'must not have a fragment';
  if (url.username !== '' || url.password !== '') return 'must not have credentials';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:') return LOOPBACK.has(url.hostname) ? null : 'must use https, but for loopback addresses';
  return NO_APP.has(url.protocol) ? `must not use the scheme ${url.protocol}` : null;
}

/** @throws InvalidClientMetadata */
export function refuseRedirectUris(uris: unknown): void {
  if (uris === undefined) return;
  if (!Array.isArray(uris) || uris.length > REDIRECT_URIS_MAX)
    throw new errors.InvalidClientMetadata(`redirect_uris: at most ${REDIRECT_URIS_MAX}`);
  for (const uri of uris) {
    const problem = redirectUriProblem(uri);
    if (problem !== null) throw new errors.InvalidClientMetadata(`redirect_uris ${problem}`);
  }
}

/** Whether two URIs are the same, but for the port of one's own machine (RFC 8252, section 7.3). */
export function redirectMatches(registered: string, given: string): boolean {
  if (registered === given) return true;
  const [a, b] = [URL.parse(registered), URL.parse(given)];
  if (a?.protocol !== 'http:' || b?.protocol !== 'http:' || !LOOPBACK.has(a.hostname)) return false;
  // Compared as they were written: a parser would make one of `/a/../b` and `/b`.
  return withoutPort(registered) === withoutPort(given);
}

const withoutPort = (uri: string): string =>
  uri.replace(/^(http:\/\/(?:\[[^\]]*\]|[^/:?#]+)):\d{1,5}(?=[/?#]|$)/, '$1');

/** Whether a code goes to something on the person’s own machine, which any program there could pretend to be. */
export const isOnOwnMachine = (redirectUri: string): boolean => !redirectUri.startsWith('https://');
