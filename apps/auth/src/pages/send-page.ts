import { cookieOf } from '@gatewayops/access';
import { themeOf, THEME_COOKIE, type Theme } from '@gatewayops/design';
import type { FastifyReply } from 'fastify';
import type { Page } from './page.js';

export interface PageOptions {
  status?: number;
  /** Origins beside our own to which a form of the page may lead, also by a redirect (CSP 3, form-action). */
  formTargets?: readonly string[];
}

/**
 * Forms of ours come back with their `Origin`, which no-referrer makes `null` (Fetch, 3.2, “append a request Origin header”);
 * other sites learn nothing of our addresses, some of which hold secrets.
 */
const REFERRER_POLICY = 'same-origin';

/** Nothing inline, nothing of another origin, no frame around it, no copy in a cache. */
export function pagePolicy(formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The theme that a browser's cookies ask for. */
export const themeOfCookies = (cookies: string | undefined): Theme => themeOf(cookieOf(cookies, THEME_COOKIE));

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: Page, options: PageOptions = {}): void {
  void reply
    .code(options.status ?? 200)
    .header('content-security-policy', pagePolicy(options.formTargets ?? []))
    .header('referrer-policy', REFERRER_POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.markup(themeOfCookies(reply.request.headers.cookie)));
}

/** Goes on elsewhere, with GET (RFC 9110, 15.4.4). `location` is ours, or was checked: see `safeReturnPath`. */
export function goTo(reply: FastifyReply, location: string): void {
  void reply.code(303).header('cache-control', 'no-store').header('location', location).send();
}
