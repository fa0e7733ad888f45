import { CSRF_FIELD } from '@gatewayops/contracts';
import { html, type Html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import type { Endpoint } from '../server/resources.js';
import { isOnOwnMachine } from '../server/redirect-uris.js';
import { scopeWords } from './scope-words.js';

/** All that somebody is asked. */
export interface ConsentQuestion {
  uid: string;
  client: { id: string; name: string; registeredBy: 'organization' | 'document' | 'itself' };
  redirectUri: string;
  endpoint: Endpoint;
  scopes: readonly string[];
  /** Of these scopes, those that were granted before. */
  granted: readonly string[];
  person: { email: string; organization: string; csrfToken: string };
}

const NAME_CHARS_MAX = 80;

/** Asks whether a client may act for the person: who it is, what for, and where the answer goes. */
export function consentPage(question: ConsentQuestion): Page {
  const { client, endpoint, person, uid } = question;
  const name = client.name.slice(0, NAME_CHARS_MAX);
  return page({
    title: `Let ${name} act for you?`,
    body: html`${client.registeredBy === 'itself' ? unverified(name) : null}
<p><strong>${name}</strong> asks for leave to:</p>
<ul class="asked">${question.scopes.map((scope) => html`<li>${scopeWords(scope, endpoint)}${question.granted.includes(scope) ? ' (allowed before)' : null}</li>`)}</ul>
<dl>
<dt>You</dt><dd>${person.email} in <strong>${person.organization}</strong></dd>
${standing(question)}
<dt>Your answer goes to</dt><dd>${destination(question.redirectUri)}</dd>
<dt>It may use</dt><dd><code>${endpoint.uri}</code></dd>
</dl>
<form method="post" action="/oauth/interaction/${uid}">
<input type="hidden" name="${CSRF_FIELD}" value="${person.csrfToken}">
<button type="submit" name="answer" value="allow">Allow</button>
<button type="submit" name="answer" value="deny" class="second">Deny</button>
</form>
<p class="quiet">It can never do more than you may yourself. You can take this back at any time.</p>`,
  });
}

const unverified = (name: string): Html =>
  html`<p class="warning"><strong>Not verified.</strong> The application chose the name “${name}” itself. Allow it only if you have just started this.</p>`;

/** What we know of who a client is. */
function standing({ client }: ConsentQuestion): Html | null {
  switch (client.registeredBy) {
    case 'organization':
      return html`<dt>Registered by</dt><dd>your organisation</dd>`;
    case 'document':
      return html`<dt>Described by its maker at</dt><dd><code>${client.id}</code></dd>`;
    case 'itself':
      return null;
  }
}

function destination(redirectUri: string): Html {
  const { protocol, host } = new URL(redirectUri);
  if (protocol === 'https:') return html`<strong>${host}</strong>`;
  if (isOnOwnMachine(redirectUri) && protocol === 'http:')
    return html`a program on this computer (<code>${host}</code>)`;
  return html`an app on this device (<code>${protocol}</code>)`;
}
