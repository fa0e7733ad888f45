import { z } from 'zod';

/** Where people go when nothing else is asked: the dashboard, or what `HomeController` leads to where there is none. */
export const HOME = '/';
const LENGTH_MAX = 2_048;
const ANY_ORIGIN = 'https://origin.invalid';

/**
 * A path of this site to go back to after signing in, or {@link HOME}: whatever could lead to another site (`//host`, `/\host`,
 * `https:…`, control characters that browsers drop) is not followed.
 */
export function safeReturnPath(text: string | undefined): string {
  if (text === undefined || text.length > LENGTH_MAX || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return HOME;
  const url = URL.parse(text, ANY_ORIGIN);
  if (url?.origin !== ANY_ORIGIN) return HOME;
  const path = url.pathname + url.search;
  // Dots that were resolved may have left two slashes at the beginning.
  return path.startsWith('//') ? HOME : path;
}

/** `return_to` of a query or a form. */
export const ReturnPath = z.string().max(8_192).optional().catch(undefined).transform(safeReturnPath);
