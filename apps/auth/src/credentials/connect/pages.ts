import { CSRF_FIELD, type PersonSession } from '@gatewayops/contracts';
import { html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import type { Authorizer } from '../authorization-parties.js';
import type { OAuthServer } from '../oauth-server.js';

const hostOf = (url: string): string => new URL(url).host;

/** Says what is connected to what, and what for. Nothing happens before its button is pressed. */
export function connectPage(person: PersonSession, server: OAuthServer, { server: issuer, scope }: Authorizer): Page {
  const { name, id } = server.row;
  const scopes = scope.split(' ').filter((word) => word !== '');
  const signInHost = hostOf(issuer.authorization_endpoint ?? issuer.issuer);
  return page({
    title: `Connect to ${name}`,
    body: html`<p>Agents that work for you will be able to use <strong>${name}</strong> in your name.</p>
<dl>
<dt>You</dt><dd>${person.email}</dd>
<dt>MCP server</dt><dd><strong>${hostOf(server.url)}</strong></dd>
<dt>It will be allowed</dt><dd>${scopes.length === 0 ? 'What the server gives by itself' : html`<ul>${scopes.map((word) => html`<li><code>${word}</code></li>`)}</ul>`}</dd>
<dt>You sign in at</dt><dd><strong>${signInHost}</strong></dd>
</dl>
<form method="post" action="/connect/${id}">
<input type="hidden" name="${CSRF_FIELD}" value="${person.csrfToken}">
<button type="submit">Connect</button>
</form>
<p class="quiet">Next, ${signInHost} asks you to sign in and to agree; then you come back here. Your password stays there. What it gives us is kept encrypted, is shown to nobody, and is taken back when you disconnect.</p>`,
  }); // prettier-ignore
}

export const connectedPage = (serverName: string): Page =>
  page({
    title: 'Connected',
    body: html`<p class="note">Agents that work for you can use <strong>${serverName}</strong> now.</p>
<p>You can go back to your agent and close this page.</p>`,
  });

export const failedPage = (problem: string, again: string | null): Page =>
  page({
    title: 'Not connected',
    problem,
    body: html`<p>Nothing was changed.</p>
${again === null ? html`<p>Go back to your agent and begin again.</p>` : html`<p><a class="button" href="${again}">Try again</a></p>`}`,
  });
