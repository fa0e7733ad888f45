import type { CurrentSession, PersonSession, Session } from '@gatewayops/contracts';
import { usernameOf } from '../../pages/field.js';
import { html, type Html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import { HOME } from '../../pages/return-path.js';
import { hiddenField, tokenField } from '../pages/browser.js';
import { newPasskeyForm, totpForm } from '../pages/second-step-pages.js';
import { passwordField } from '../pages/sign-in-pages.js';
import type { Passkey } from '../passkeys/passkey-rows.js';
import type { Factors } from '../people/standing-rows.js';

interface Account {
  person: PersonSession;
  current: CurrentSession;
  sessions: readonly Session[];
  factors: Factors;
  passkeys: readonly Passkey[];
  /** Where a sign-out begins that ends at their identity provider, too. */
  ssoLogout: string | null;
  /** Where to go on once an organisation is chosen. */
  returnTo: string;
  /** Whether there is a dashboard to go back to. */
  hasDashboard: boolean;
}

/** `2026-11-22 08:30 UTC` */
function momentOf(when: Date | string): Html {
  const iso = new Date(when).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

export const accountPage = (account: Account): Page =>
  page({
    title: 'Your account',
    wide: true,
    body: html`${whoPart(account)}
${hurdlePart(account.person)}
${organizationsPart(account)}
${factorsPart(account)}
${passkeysPart(account)}
${sessionsPart(account)}`,
  });

function whoPart({ person, ssoLogout, hasDashboard }: Account): Html {
  return html`<section class="row"><p class="who"><span>${person.name ? html`<strong>${person.name}</strong><br>` : null}${person.email}</span></p>
<div class="actions">
${hasDashboard && person.hurdle === null ? html`<a class="small button" href="${HOME}">Go to the dashboard</a>` : null}
<form method="post" action="/account/signout">${tokenField(person.csrfToken)}<button class="small second">Sign out</button></form>
${ssoLogout && html`<form method="post" action="${ssoLogout}">${tokenField(person.csrfToken)}<button class="small second">Sign out here and at your identity provider</button></form>`}
</div></section>`;
}

const hurdlePart = ({ hurdle }: PersonSession): Html | null =>
  hurdle === null
    ? null
    : html`<section class="card"><h2>Your organisation asks for a second factor</h2>
<p>Until you have proven one, nothing of it is shown to you.</p>
<p><a class="small button" href="/signin/step-up">Go on</a></p></section>`;

function organizationsPart({ person, current, returnTo }: Account): Html {
  const here = person.orgId ?? person.hurdle?.orgId ?? null;
  const items = current.organizations.map(
    ({
      id,
      name,
      role,
    }) => html`<li class="row"><span><strong>${name}</strong><br><span class="quiet">${roleWords(role)}</span></span>
${
  id === here
    ? html`<span class="badge">You are here</span>`
    : html`<form method="post" action="/account/organization">${tokenField(person.csrfToken)}${hiddenField('organization_id', id)}${hiddenField('return_to', returnTo)}<button class="small second" aria-label="Go to ${name}">Go there</button></form>`
}</li>`,
  );
  const none = html`<li class="quiet">You belong to no organisation. Ask an administrator of yours to invite ${person.email}.</li>`;
  return html`<section class="card"><h2>${here === null && items.length > 0 ? 'Choose an organisation' : 'Organisations'}</h2><ul class="plain">${items.length === 0 ? none : items}</ul></section>`;
}

const roleWords = (role: string): string => role.replace(/^org_/, '');

const factorsPart = ({
  person,
  factors,
}: Account): Html => html`<section class="card"><h2>How you sign in</h2><ul class="plain">
<li class="row"><span>Password<br><span class="quiet">${factors.password ? 'Set' : 'None: you use a link by e-mail or a passkey'}</span></span>
<a class="small button second" href="/account/password" aria-label="${factors.password ? 'Change' : 'Set'} the password">${factors.password ? 'Change' : 'Set'}</a></li>
<li class="row"><span>Authenticator app<br><span class="quiet">${factors.totp ? 'Asked for when you sign in' : 'Not set up'}</span></span>
${
  factors.totp
    ? html`<form method="post" action="/account/totp/remove">${tokenField(person.csrfToken)}<button class="small second" aria-label="Remove the authenticator app">Remove</button></form>`
    : html`<a class="small button second" href="/account/totp" aria-label="Set up an authenticator app">Set up</a>`
}</li>
${
  factors.totp || factors.passkeys > 0
    ? html`<li class="row"><span>Recovery codes<br><span class="quiet">${factors.recovery_codes} left</span></span>
<form method="post" action="/account/recovery-codes">${tokenField(person.csrfToken)}<button class="small second">Make new ones</button></form></li>`
    : null
}
</ul></section>`;

const passkeysPart = ({
  person,
  passkeys,
}: Account): Html => html`<section class="card"><div class="row"><h2>Passkeys</h2><a class="small button second" href="/account/passkeys/new">Add a passkey</a></div>
<ul class="plain">${passkeys.length > 0 ? null : html`<li class="quiet">None yet. A passkey signs you in with your fingerprint, face or PIN, and cannot be given away to a false page.</li>`}${passkeys.map(
  (
    key,
  ) => html`<li><div class="row"><span><strong>${key.name}</strong><br><span class="quiet">Added ${momentOf(key.created_at)}${key.last_used_at === null ? null : html`, last used ${momentOf(key.last_used_at)}`}</span></span>
<form method="post" action="/account/passkeys/remove">${tokenField(person.csrfToken)}${hiddenField('id', key.id)}<button class="small second" aria-label="Remove the passkey ${key.name}">Remove</button></form></div>
<details><summary>Rename</summary><form class="inline" method="post" action="/account/passkeys/rename">${tokenField(person.csrfToken)}${hiddenField('id', key.id)}
<label for="name-${key.id}">New name</label><input id="name-${key.id}" name="name" value="${key.name}" required maxlength="100"><button class="second">Rename</button></form></details></li>`,
)}</ul></section>`;

const sessionsPart = ({
  person,
  sessions,
}: Account): Html => html`<section class="card"><div class="row"><h2>Where you are signed in</h2>
${sessions.length > 1 ? html`<form method="post" action="/account/sessions/end-others">${tokenField(person.csrfToken)}<button class="small second">End all others</button></form>` : null}</div>
<ul class="plain">${sessions.map(
  (session) => html`<li class="row"><span>${deviceWords(session.user_agent)}<br>
<span class="quiet">${session.ip_address ?? ''} · last seen ${momentOf(session.last_seen_at)}</span></span>
${
  session.current
    ? html`<span class="badge">This browser</span>`
    : html`<form method="post" action="/account/sessions/end">${tokenField(person.csrfToken)}${hiddenField('id', session.id)}<button class="small second" aria-label="End the session of ${deviceWords(session.user_agent)}">End</button></form>`
}</li>`,
)}</ul></section>`;

/** `Chrome on Linux`, as far as the browser says so. */
function deviceWords(userAgent: string | null): string {
  const text = userAgent ?? '';
  const browser = /Edg\//.test(text) ? 'Edge' : (/(Firefox|Chrome|Safari)\//.exec(text)?.[1] ?? 'A program');
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(text)?.[1]?.replace('Mac OS X', 'macOS');
  return system === undefined ? browser : `${browser} on ${system}`;
}

export const newPasswordPage = (person: PersonSession, problem?: string): Page =>
  page({
    title: 'Choose a new password',
    invalid: problem !== undefined,
    body: html`<p>You stay signed in here, and are signed out everywhere else.</p>
<form method="post" action="/account/password">
${tokenField(person.csrfToken)}
${usernameOf(person.email)}
${passwordField(problem)}
<button>Set the password</button>
</form>
${back()}`,
  });

export const newTotpPage = (
  person: PersonSession,
  setup: { secret: string; uri: string; sealed: string },
  problem?: string,
): Page =>
  page({
    title: 'Set up an authenticator app',
    invalid: problem !== undefined,
    body: html`${totpForm({ formToken: person.csrfToken, action: '/account/totp', setup, problem })}${back()}`,
  });

export const newPasskeyPage = (person: PersonSession, options: string): Page =>
  page({
    title: 'Add a passkey',
    scripts: ['passkeys.js'],
    body: html`<p>A passkey signs you in with your fingerprint, face or PIN. It stays on your device or in your password manager.</p>
${newPasskeyForm({ formToken: person.csrfToken, action: '/account/passkeys', options, primary: true })}
<noscript><p class="problem">Your browser makes passkeys with JavaScript. Allow it for this page, and load it again.</p></noscript>${back()}`,
  });

const back = (): Html => html`<p class="quiet"><a href="/account">Back to your account</a></p>`;
