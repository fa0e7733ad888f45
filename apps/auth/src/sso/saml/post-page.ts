import { html } from '../../pages/html.js';
import { page } from '../../pages/page.js';

/** Sends a form to a provider (SAML 2.0 Bindings, 3.5): by itself, or by its button where scripts do not run. */
export const postPage = (title: string, url: string, fields: Record<string, string>) =>
  page({
    title,
    scripts: ['submit.js'],
    body: html`<p>You are led on to <strong>${new URL(url).host}</strong>. If nothing happens, continue by hand.</p>
      <form method="post" action="${url}" data-submit>
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button type="submit">Continue</button>
    </form>`,
  });

/** A provider may lead the form on to another address of its own, which browsers hold to the policy, too. */
export const formTargetsOf = (url: string): string[] => ['https:', new URL(url).origin];
