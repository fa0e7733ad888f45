import { html, type Html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
import type { SecondWays } from '../completion/second-step.js';
import { hiddenField, tokenField } from './browser.js';
import { passkeyForm } from './passkey-form.js';
import { qrCode } from './qr-code.js';

interface Verify extends SecondWays {
  formToken: string;
  problem?: string | undefined;
}

const codeForm = (formToken: string): Html => html`<form method="post" action="/signin/verify">
${tokenField(formToken)}
<label for="code">Code from your authenticator app</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="7" pattern="[0-9 ]*" autofocus>
<button>Continue</button>
</form>`;

const recoveryForm = (formToken: string): Html => html`<details>
<summary>Use a recovery code</summary>
<form method="post" action="/signin/verify">
${tokenField(formToken)}
<label for="recovery">Recovery code</label>
<input id="recovery" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="64" placeholder="xxxx-xxxx-xxxx-xxxx">
<button class="second">Continue</button>
</form>
</details>`;

export const verifyPage = ({ formToken, problem, email, totp, recovery, passkeyOptions }: Verify): Html =>
  page({
    title: 'One more step',
    problem,
    scripts: passkeyOptions === null ? [] : ['passkeys.js'],
    body: html`<p class="who">${email}</p>
${totp ? codeForm(formToken) : null}
${
  passkeyOptions === null
    ? null
    : passkeyForm({
        act: 'use',
        action: '/signin/verify/passkey',
        options: passkeyOptions,
        button: 'Use your passkey',
        hidden: tokenField(formToken),
        divided: totp,
      })
}
${recovery ? recoveryForm(formToken) : null}
<p class="quiet"><a href="/signin">Sign in as somebody else</a></p>`,
  });

interface TotpForm {
  formToken: string;
  action: string;
  setup: { secret: string; uri: string; sealed: string };
}

/** The secret as apps scan it, and as people type it. */
export const totpForm = ({ formToken, action, setup }: TotpForm): Html => html`<form method="post" action="${action}">
${tokenField(formToken)}${hiddenField('sealed', setup.sealed)}
<p>Scan this with an authenticator app, then enter the code that it shows.</p>
${qrCode(setup.uri)}
<details><summary>Type the secret instead</summary><p class="code">${setup.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p></details>
<label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="7" pattern="[0-9 ]*">
<button>Set it up</button>
</form>`;

interface NewPasskey {
  formToken: string;
  action: string;
  options: string;
  divided?: boolean;
}

export const newPasskeyForm = ({ formToken, action, options, divided = false }: NewPasskey): Html =>
  passkeyForm({
    act: 'create', action, options, divided, hidden: tokenField(formToken), button: 'Create a passkey',
    fields: html`<label for="passkey-name">Name of the passkey</label>
<input id="passkey-name" name="name" required maxlength="100" autocomplete="off" placeholder="My laptop">`,
  }); // prettier-ignore

export const enrolPage = (content: {
  formToken: string;
  setup: TotpForm['setup'];
  options: string;
  problem?: string;
}) =>
  page({
    title: 'Set up a second factor',
    problem: content.problem,
    scripts: ['passkeys.js'],
    body: html`<p>This organisation asks for one. Use an authenticator app or a passkey.</p>
${totpForm({ ...content, action: '/signin/enrol/totp' })}
${newPasskeyForm({ ...content, action: '/signin/enrol/passkey', divided: true })}`,
  });

/** Recovery codes, once. `next` leads on from there. */
export const recoveryCodesPage = (codes: readonly string[], next: Html): Html =>
  page({
    title: 'Keep your recovery codes',
    body: html`<p>Each of them signs you in once when you have lost your second factor. They are not shown again.</p>
<ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
${next}`,
  });
