import { CSRF_FIELD } from '@gatewayops/contracts';
import { html, type Html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
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
export function consentPage(question: ConsentQuestion): Html {
  const { client, endpoint, person, uid } = question;
  const name = client.name.slice(0, NAME_CHARS_MAX);
  return page({
    title: `Let ${name} act for you?`,
    body: html`<p>You are <strong>${person.email}</strong> in <strong>${person.organization}</strong>.</p>
<dl>
<dt>Application</dt><dd>${name} <span class="quiet">${standing(question)}</span></dd>
<dt>Your answer goes to</dt><dd>${destination(question.redirectUri)}</dd>
<dt>It may use</dt><dd><code>${endpoint.uri}</code></dd>
</dl>
<p>It asks to:</p>
<ul>${question.scopes.map((scope) => html`<li>${scopeWords(scope, endpoint)}${question.granted.includes(scope) ? ' (allowed before)' : null}</li>`)}</ul>
<p class="quiet">It can never do more than you may yourself. You can take this back at any time.</p>
<form method="post" action="/oauth/interaction/${uid}">
<input type="hidden" name="${CSRF_FIELD}" value="${person.csrfToken}">
<button type="submit" name="answer" value="allow">Allow</button>
<button type="submit" name="answer" value="deny" class="second">Deny</button>
</form>`,
  });
}

/** What we know of who a client is. */
function standing({ client }: ConsentQuestion): Html {
  switch (client.registeredBy) {
    case 'organization':
      return html`(registered by your organisation)`;
    case 'document':
      return html`(described by its maker at <code>${client.id}</code>)`;
    case 'itself':
      return html`(not verified: it chose this name itself. Allow it only if you have just started this.)`;
  }
}

function destination(redirectUri: string): Html {
  const { protocol, host } = new URL(redirectUri);
  if (protocol === 'https:') return html`<strong>${host}</strong>`;
  if (isOnOwnMachine(redirectUri) && protocol === 'http:')
    return html`a program on this computer (<code>${host}</code>)`;
  return html`an app on this device (<code>${protocol}</code>)`;
}
