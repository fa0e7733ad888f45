import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
import { pagePolicy, themeOfCookies } from '../../pages/send-page.js';

/** What a person sees of an authorization request that can lead back to no client: nowhere else do we send them. */
export function errorPage(ctx: KoaContextWithOIDC, { error, error_description: description }: ErrorOut): void {
  const words = description ?? error;
  const shown = page({
    title: 'This sign-in cannot go on',
    problem: `The application asked for something that we do not allow: ${words}.`,
    body: html`<p>Go back to the application and start again. If that does not help, tell its maker this code:
      <code>${error}</code>.</p>`,
  });
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('content-security-policy', pagePolicy());
  ctx.set('cache-control', 'no-store');
  ctx.body = shown.markup(themeOfCookies(ctx.get('cookie')));
}
