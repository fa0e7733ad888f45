import type { Fetch } from './guarded-fetch.js';
import { OAuthFailure } from './oauth-failure.js';

/**
 * A JSON document, or null where there is none at that address (4xx).
 * @throws OAuthFailure `unreachable` where the host fails, `malformed` where it is no JSON
 */
export async function fetchDocument(fetch: Fetch, url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (answer.status === 429 || answer.status >= 500) {
    throw new OAuthFailure('unreachable', `${new URL(url).host} answered with HTTP ${answer.status}.`);
  }
  if (answer.status !== 200) return null;
  try {
    return await answer.json();
  } catch (cause) {
    // Some hosts answer every address with a page.
    if (!(answer.headers.get('content-type') ?? '').includes('json')) return null;
    throw new OAuthFailure('malformed', `${url} is not JSON.`, { cause });
  }
}

/** The address of a well-known document: its name is put before the path (RFC 8414, section 3; RFC 9728, section 3.1). */
export function wellKnown(url: URL, name: string): string {
  const path = url.pathname.replace(/\/$/, '');
  return `${url.origin}/.well-known/${name}${path}${url.search}`;
}
