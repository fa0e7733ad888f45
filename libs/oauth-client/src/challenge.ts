/** What a `WWW-Authenticate: Bearer …` says (RFC 6750, section 3; RFC 9728, section 5.1). */
export interface Challenge {
  resourceMetadata: string | null;
  scope: string | null;
  error: string | null;
}

const PARAMETER = /([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;
const HEADER_CHARS_MAX = 8_192;

/** null where the header has no Bearer challenge. */
export function parseChallenge(header: string | null): Challenge | null {
  const text = header?.slice(0, HEADER_CHARS_MAX) ?? '';
  const start = /(?:^|,)\s*bearer(?=\s|,|$)/i.exec(text);
  if (start === null) return null;
  const values = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.slice(start.index + start[0].length).matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    // The first one counts: a challenge of another scheme behind it may have parameters of the same name.
    if (!values.has(key)) values.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return {
    resourceMetadata: values.get('resource_metadata') ?? null,
    scope: values.get('scope') ?? null,
    error: values.get('error') ?? null,
  };
}
