import { html, type Html } from '../../pages/html.js';

interface PasskeyForm {
  act: 'use' | 'create';
  action: string;
  /** For the browser, as JSON. */
  options: string;
  button: string;
  hidden: Html;
  /** Fields that people fill in. */
  fields?: Html;
  /** Below something else. */
  divided?: boolean;
  /** Whether it is what the page is for. */
  primary?: boolean;
}

/** A form that `passkeys.js` fills in; without a browser that knows passkeys there is none to see. */
export const passkeyForm = ({ act, action, options, button, hidden, fields, divided, primary }: PasskeyForm): Html =>
  html`<form method="post" action="${action}" data-passkey="${act}" data-options="${options}" hidden>
${divided === true ? html`<p class="divider">or</p>` : null}
${hidden}<input type="hidden" name="response" value="">${fields ?? null}
<button${primary === true ? null : html` class="second"`}>${button}</button>
<p class="problem" role="alert"></p>
</form>`;
