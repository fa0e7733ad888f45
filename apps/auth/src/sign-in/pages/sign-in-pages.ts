import { field, usernameOf } from '../../pages/field.js';
import { html, type Html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import { hiddenField, tokenField } from './browser.js';
import { passkeyForm } from './passkey-form.js';

export const ADDRESS_NEEDED = 'Enter your e-mail address, such as ann@example.com.';

/** What every page of a sign-in carries along. */
export interface SignInState {
  formToken: string;
  returnTo: string;
  /** With what was entered last; shown at the field that it is about. */
  problem?: string | undefined;
}

const carried = ({ formToken, returnTo }: SignInState): Html =>
  html`${tokenField(formToken)}${hiddenField('return_to', returnTo)}`;

const emailField = (more: { value?: string; problem?: string | undefined; attributes: Html }): Html =>
  field({ id: 'email', label: 'E-mail address', ...more });

interface Address {
  /** For passkeys, which need no address: they say whose they are. */
  options: string;
  /** Why one that was tried was refused. */
  passkeyProblem?: string | undefined;
  /** Of the installation. */
  note: string | null;
}

export const addressPage = (state: SignInState, { options, passkeyProblem, note }: Address): Page =>
  page({
    title: 'Sign in to GatewayOps',
    problem: passkeyProblem,
    invalid: state.problem !== undefined,
    scripts: ['passkeys.js'],
    body: html`${note === null ? null : html`<p class="info">${note}</p>`}
<form method="post" action="/signin">
${carried(state)}
${emailField({ problem: state.problem, attributes: html`type="email" autocomplete="username webauthn" required maxlength="255" autofocus` })}
<button>Continue</button>
</form>
${passkeyForm({ act: 'use', action: '/signin/passkey', options, button: 'Sign in with a passkey', divided: true, hidden: carried(state) })}`,
  });

export interface Ways {
  email: string;
  passkeyOptions: string;
  canMail: boolean;
  /** Where an identity provider signs in this address. */
  ssoPath?: string | null;
  /** Somebody who is signed in, and is asked whether it is them. */
  confirms?: boolean;
}

export const waysPage = (state: SignInState, ways: Ways): Page =>
  page({
    title: ways.confirms === true ? 'Confirm that it is you' : 'Sign in to GatewayOps',
    invalid: state.problem !== undefined,
    scripts: ['passkeys.js'],
    body: html`${ways.confirms === true ? html`<p>You are about to change something that matters. Sign in once more; then you go on where you were.</p>` : null}
<p class="who"><span>${ways.email}</span>${ways.confirms === true ? null : html`<a href="/signin?return_to=${encodeURIComponent(state.returnTo)}">Use another address</a>`}</p>
${ways.ssoPath ? html`<p><a class="button" href="${ways.ssoPath}">Continue with single sign-on</a></p><p class="divider">or</p>` : null}
${passwordForm(state, ways)}
<p class="divider">or</p>
${passkeyForm({ act: 'use', action: '/signin/passkey', options: ways.passkeyOptions, button: 'Use a passkey', hidden: carried(state) })}
${
  ways.canMail
    ? html`<form method="post" action="/signin/link">
${carried(state)}${hiddenField('email', ways.email)}
<button class="second">Send me a link by e-mail</button>
</form>`
    : null
}`,
  });

const passwordForm = (state: SignInState, { email, canMail, ssoPath, confirms }: Ways): Html => {
  const focus = ssoPath ? null : html` autofocus`;
  return html`<form method="post" action="/signin/password">
${carried(state)}${hiddenField('email', email)}
${usernameOf(email)}
${field({ id: 'password', label: 'Password', problem: state.problem, attributes: html`type="password" autocomplete="current-password" required maxlength="1024"${focus}` })}
${canMail ? html`<p class="quiet"><a href="/signin/reset?email=${encodeURIComponent(email)}">I have no password, or forgot it</a></p>` : null}
<button${ssoPath ? html` class="second"` : null}>${confirms === true ? 'Confirm' : 'Sign in'}</button>
</form>`;
};

export const mailSentPage = (email: string, what: string): Page =>
  page({
    title: 'Check your inbox',
    body: html`<p>If <strong>${email}</strong> belongs to somebody here, ${what} is on its way.</p>
<p>Open it in this browser. It works once, for 15 minutes.</p>
<p class="quiet">Nothing there after a minute? Look among unwanted mail, or <a href="/signin">go back</a> and try another address.</p>`,
  });

/** A link that was opened where it was not asked for: programs that look at mail open links, too, but send no forms. */
export const openLinkPage = (state: SignInState, link: { email: string; token: string }): Page =>
  page({
    title: 'Sign in here?',
    body: html`<p>This link signs you in as <strong>${link.email}</strong>. It was asked for in another browser.</p>
<form method="post" action="/signin/link/open">
${carried(state)}${hiddenField('token', link.token)}
<button>Sign in</button>
</form>
<p class="quiet">If it was not you who asked for it, close this page: then nothing happens.</p>`,
  });

export const resetPage = (state: SignInState, email: string): Page =>
  page({
    title: 'Set a new password',
    invalid: state.problem !== undefined,
    body: html`<p>We send a link to your address. It leads to a page where you choose a new password.</p>
<form method="post" action="/signin/reset">
${carried(state)}
${emailField({ value: email, problem: state.problem, attributes: html`type="email" autocomplete="username" required maxlength="255"` })}
<button>Send the link</button>
</form>
<p class="quiet"><a href="/signin">Back to sign-in</a></p>`,
  });

export const newPasswordPage = (state: SignInState, { email, token }: { email: string; token: string }): Page =>
  page({
    title: 'Choose a new password',
    invalid: state.problem !== undefined,
    body: html`<p>For <strong>${email}</strong>. You are signed in with it then, and signed out everywhere else.</p>
<form method="post" action="/signin/new-password">
${carried(state)}${hiddenField('token', token)}
${usernameOf(email)}
${passwordField(state.problem)}
<button>Set the password</button>
</form>`,
  });

/** For a new one. */
export const passwordField = (problem?: string): Html =>
  field({
    id: 'password',
    label: 'New password',
    problem,
    hint: 'At least 12 characters. Several words are good; what is in lists of leaked passwords is not.',
    attributes: html`type="password" autocomplete="new-password" required minlength="12" maxlength="256"`,
  });

export const deadLinkPage = (): Page =>
  page({
    title: 'This link no longer works',
    body: html`<p>It was used already, or has expired.</p>
<p>Sign in and ask for a new one. If it was an invitation, ask whoever invited you to send it again.</p>
<p><a class="button" href="/signin">Go to sign-in</a></p>`,
  });
