import type { ServedRoute } from '@gatewayops/service';
import type { Urls } from './caller.js';

/** How an address that stands in no API document is asked instead. */
export type AskedAs =
  /** By services of ours, each without their token. */
  | 'internal'
  /** As a page: by somebody who is signed in elsewhere, with what a form of it may hold. */
  | 'page'
  | 'scim'
  /** The same for everybody: it takes no id. */
  | 'nothing';

interface Exception {
  service: keyof Urls | '*';
  path: RegExp;
  askedAs: AskedAs;
  reason: string;
}

/** Addresses that stand in no API document, and why each may. Of a path, all methods. */
const EXCEPTIONS: readonly Exception[] = [
  { service: '*', path: /^\/internal\/v1\//, askedAs: 'internal', reason: 'for services of ours, each asked without their token below' },
  { service: 'auth', path: /^\/signin(?:\/|$)/, askedAs: 'page', reason: 'pages of who is not signed in yet, of no organisation’s data' },
  { service: 'auth', path: /^\/$/, askedAs: 'nothing', reason: 'leads to the account where there is no dashboard' },
  { service: 'auth', path: /^\/account(?:\/|$)/, askedAs: 'page', reason: 'pages of a signed-in person about themselves' },
  { service: 'auth', path: /^\/invitations\/\{token\}/, askedAs: 'page', reason: 'opened by the secret in an invitation’s link' },
  { service: 'auth', path: /^\/connect\//, askedAs: 'page', reason: 'pages of a signed-in person about their own accounts, and what their provider reads' },
  { service: 'auth', path: /^\/v1\/auth\/sso\//, askedAs: 'page', reason: 'where browsers go to and come from identity providers: pages and redirects' },
  { service: 'auth', path: /^\/scim\/v2\//, askedAs: 'scim', reason: 'SCIM (RFC 7644), whose bearer token names the organisation' },
  { service: 'auth', path: /^\/(?:oauth\/|\.well-known\/)/, askedAs: 'page', reason: 'OAuth 2.1 as its RFCs describe it, and its consent page' },
  { service: 'gateway', path: /^\/\.well-known\/oauth-protected-resource\//, askedAs: 'nothing', reason: 'RFC 9728, the same for everybody' },
  { service: 'auth', path: /^\/assets\/\{file\}$/, askedAs: 'nothing', reason: 'style sheets and scripts, the same for everybody' },
]; // prettier-ignore

/** Null where the address is no exception. */
export const askedAs = (service: keyof Urls, path: string): AskedAs | null =>
  EXCEPTIONS.find((each) => (each.service === '*' || each.service === service) && each.path.test(path))?.askedAs ??
  null;

export type ExceptedRoute = ServedRoute & { service: keyof Urls; askedAs: AskedAs };
