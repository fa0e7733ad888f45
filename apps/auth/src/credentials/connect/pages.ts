import { CSRF_FIELD, type PersonSession } from '@gatewayops/contracts';
import { html, type Html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
import type { Authorizer } from '../authorization-parties.js';
import type { OAuthServer } from '../oauth-server.js';

const hostOf = (url: string): string => new URL(url).host;

/** Says what is connected to what, and what for. Nothing happens before its button is pressed. */
export function connectPage(person: PersonSession, server: OAuthServer, { server: issuer, scope }: Authorizer): Html {
  const { name, id } = server.row;
  const scopes = scope.split(' ').filter((word) => word !== '');
  return page({
    title: `Connect to ${name}`,
    body: html`<p>Agents that work for you will be able to use <strong>${name}</strong> in your name.</p>
<dl>
<dt>You</dt><dd>${person.email}</dd>
<dt>MCP server</dt><dd>${hostOf(server.url)}</dd>
<dt>You sign in at</dt><dd>${hostOf(issuer.authorization_endpoint ?? issuer.issuer)}</dd>
<dt>It will be allowed</dt><dd>${scopes.length === 0 ? 'What the server gives by itself' : html`<ul>${scopes.map((word) => html`<li><code>${word}</code></li>`)}</ul>`}</dd>
</dl>
<form method="post" action="/connect/${id}">
<input type="hidden" name="${CSRF_FIELD}" value="${person.csrfToken}">
<button type="submit">Connect</button>
</form>
<p class="quiet">Your password stays with ${hostOf(issuer.issuer)}. What it gives us is kept encrypted, is shown to nobody, and is taken back when you disconnect.</p>`,
  }); // prettier-ignore
}

export const connectedPage = (serverName: string): Html =>
  page({
    title: 'Connected',
    body: html`<p>Agents that work for you can use <strong>${serverName}</strong> now.</p>
      <p>You can go back to your agent and close this page.</p>`,
  });

export const failedPage = (problem: string, again: string | null): Html =>
  page({
    title: 'Not connected',
    problem,
    body: html`<p>Nothing was changed.</p>
      ${again === null ? null : html`<p><a href="${again}">Try again</a></p>`}`,
  });
