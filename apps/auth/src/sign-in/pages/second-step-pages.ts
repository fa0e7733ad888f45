import { field } from '../../pages/field.js';
import { html, type Html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import type { SecondWays } from '../completion/second-step.js';
import { hiddenField, tokenField } from './browser.js';
import { passkeyForm } from './passkey-form.js';
import { qrCode } from './qr-code.js';

/** What was tried last and refused: shown beside it. */
export interface RefusedStep {
  way: 'code' | 'passkey';
  problem: string;
}

interface Verify extends SecondWays {
  formToken: string;
  refused?: RefusedStep | undefined;
}

const CODE = html`inputmode="numeric" autocomplete="one-time-code" required maxlength="7" pattern="[0-9 ]*" class="figures"`;
const RECOVERY = html`autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="64" placeholder="xxxx-xxxx-xxxx-xxxx"`;

const codeForm = (formToken: string, problem?: string): Html => html`<form method="post" action="/signin/verify">
${tokenField(formToken)}
${field({ id: 'code', label: 'Code from your authenticator app', problem, attributes: html`${CODE} autofocus` })}
<button>Continue</button>
</form>`;

const recoveryForm = (formToken: string): Html => html`<details>
<summary>Use a recovery code</summary>
<form method="post" action="/signin/verify">
${tokenField(formToken)}
${field({ id: 'recovery', name: 'code', label: 'Recovery code', attributes: RECOVERY, hint: 'One of those that you kept when you set up the second factor. Each works once.' })}
<button class="second">Continue</button>
</form>
</details>`;

export const verifyPage = ({ formToken, refused, email, totp, recovery, passkeyOptions }: Verify): Page => {
  const atCode = totp && refused?.way === 'code';
  return page({
    title: 'One more step',
    problem: atCode ? undefined : refused?.problem,
    invalid: atCode,
    scripts: passkeyOptions === null ? [] : ['passkeys.js'],
    body: html`<p>Your account asks for a second factor.</p>
<p class="who"><span>${email}</span><a href="/signin">Sign in as somebody else</a></p>
${totp ? codeForm(formToken, atCode ? refused?.problem : undefined) : null}
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
        primary: !totp,
      })
}
${recovery ? recoveryForm(formToken) : null}`,
  });
};

interface TotpForm {
  formToken: string;
  action: string;
  setup: { secret: string; uri: string; sealed: string };
  problem?: string | undefined;
}

/** The secret as apps scan it, and as people type it. */
export const totpForm = ({
  formToken,
  action,
  setup,
  problem,
}: TotpForm): Html => html`<form method="post" action="${action}">
${tokenField(formToken)}${hiddenField('sealed', setup.sealed)}
<p>Scan this with an authenticator app, then enter the code that it shows.</p>
${qrCode(setup.uri)}
<details><summary>Type the secret instead</summary><p class="code">${setup.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p></details>
${field({ id: 'code', label: 'Code', problem, attributes: CODE })}
<button>Set it up</button>
</form>`;

interface NewPasskey {
  formToken: string;
  action: string;
  options: string;
  divided?: boolean;
  /** Whether it is what the page is for. */
  primary?: boolean;
}

export const newPasskeyForm = ({ formToken, action, options, divided = false, primary = false }: NewPasskey): Html =>
  passkeyForm({
    act: 'create', action, options, divided, primary, hidden: tokenField(formToken), button: 'Create a passkey',
    fields: field({
      id: 'passkey-name', name: 'name', label: 'Name of the passkey',
      attributes: html`required maxlength="100" autocomplete="off" placeholder="My laptop"`,
      hint: 'To tell it from others in the list of your passkeys.',
    }),
  }); // prettier-ignore

export const enrolPage = (content: {
  formToken: string;
  setup: TotpForm['setup'];
  options: string;
  problem?: string;
}): Page =>
  page({
    title: 'Set up a second factor',
    invalid: content.problem !== undefined,
    scripts: ['passkeys.js'],
    body: html`<p>Your organisation asks for one, so that a password alone lets nobody in. Use an authenticator app or a passkey.</p>
${totpForm({ ...content, action: '/signin/enrol/totp' })}
${newPasskeyForm({ ...content, action: '/signin/enrol/passkey', divided: true })}`,
  });

/** Recovery codes, once. `next` leads on from there. */
export const recoveryCodesPage = (codes: readonly string[], next: Html): Page =>
  page({
    title: 'Keep your recovery codes',
    body: html`<p>Each of them signs you in once when you have lost your second factor. <strong>They are not shown again.</strong> Print them, or put them into a password manager.</p>
<ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
${next}`,
  });
