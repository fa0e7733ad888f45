import { html, type Html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
import { hiddenField, tokenField } from './browser.js';
import { passkeyForm } from './passkey-form.js';

/** What every page of a sign-in carries along. */
export interface SignInState {
  formToken: string;
  returnTo: string;
  problem?: string | undefined;
}

const carried = ({ formToken, returnTo }: SignInState): Html =>
  html`${tokenField(formToken)}${hiddenField('return_to', returnTo)}`;

/** Passkeys need no address: they say whose they are. */
export const addressPage = (state: SignInState, passkeyOptions: string): Html =>
  page({
    title: 'Sign in',
    problem: state.problem,
    scripts: ['passkeys.js'],
    body: html`<form method="post" action="/signin">
${carried(state)}
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username webauthn" required maxlength="255" autofocus>
<button>Continue</button>
</form>
${passkeyForm({ act: 'use', action: '/signin/passkey', options: passkeyOptions, button: 'Sign in with a passkey', divided: true, hidden: carried(state) })}`,
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

export const waysPage = (state: SignInState, ways: Ways): Html =>
  page({
    title: ways.confirms === true ? 'Confirm that it is you' : 'Sign in',
    problem: state.problem,
    scripts: ['passkeys.js'],
    body: html`<p class="who">${ways.email} ${ways.confirms === true ? null : html`<a href="/signin?return_to=${encodeURIComponent(state.returnTo)}">Use another address</a>`}</p>
${ways.ssoPath ? html`<p><a class="button" href="${ways.ssoPath}">Continue with single sign-on</a></p>` : null}
<form method="post" action="/signin/password">
${carried(state)}${hiddenField('email', ways.email)}
<input class="visually-hidden" type="text" autocomplete="username" value="${ways.email}" tabindex="-1" aria-hidden="true" readonly>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024" autofocus>
<button>Sign in</button>
</form>
${ways.canMail ? html`<p class="quiet"><a href="/signin/reset?email=${encodeURIComponent(ways.email)}">I have no password, or forgot it</a></p>` : null}
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

export const mailSentPage = (email: string, what: string): Html =>
  page({
    title: 'Look at your mail',
    body: html`<p>If <strong>${email}</strong> belongs to somebody here, ${what} is on its way.</p>
<p>It works once, for 15 minutes.</p>
<p class="quiet"><a href="/signin">Back to sign-in</a></p>`,
  });

/** A link that was opened where it was not asked for: programs that look at mail open links, too, but send no forms. */
export const openLinkPage = (state: SignInState, link: { email: string; token: string }): Html =>
  page({
    title: 'Sign in',
    body: html`<p>Sign in here as <strong>${link.email}</strong>?</p>
<form method="post" action="/signin/link/open">
${carried(state)}${hiddenField('token', link.token)}
<button>Sign in</button>
</form>
<p class="quiet">This link was asked for in another browser. If it was not you who asked, close this page.</p>`,
  });

export const resetPage = (state: SignInState, email: string): Html =>
  page({
    title: 'Set a new password',
    problem: state.problem,
    body: html`<p>We send a link to your address. It leads to a page where you choose a new password.</p>
<form method="post" action="/signin/reset">
${carried(state)}
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="255" value="${email}">
<button>Send the link</button>
</form>
<p class="quiet"><a href="/signin">Back to sign-in</a></p>`,
  });

export const newPasswordPage = (state: SignInState, { email, token }: { email: string; token: string }): Html =>
  page({
    title: 'Choose a new password',
    problem: state.problem,
    body: html`<p>For <strong>${email}</strong>. All your other sessions end.</p>
<form method="post" action="/signin/new-password">
${carried(state)}${hiddenField('token', token)}
<input class="visually-hidden" type="text" autocomplete="username" value="${email}" tabindex="-1" aria-hidden="true" readonly>
${passwordFields()}
<button>Set the password</button>
</form>`,
  });

export const passwordFields = (): Html => html`<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256" aria-describedby="password-help">
<p class="quiet" id="password-help">At least 12 characters. Several words are good; what is in lists of leaked passwords is not.</p>`;

export const deadLinkPage = (): Html =>
  page({
    title: 'This link is over',
    body: html`<p>It was used already, or is older than it may be.</p>
<p><a class="button" href="/signin">Sign in</a></p>`,
  });
