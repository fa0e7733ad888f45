import { html, type Html } from './html.js';

interface Field {
  /** Also the control's name, unless `name` says another. */
  id: string;
  name?: string;
  label: string;
  /** Of the input: `type="email" required`. */
  attributes: Html;
  value?: string;
  hint?: string;
  /** What is wrong with what was entered, and what to do. */
  problem?: string | undefined;
}

/** A label, its input, what is wrong with it and a hint; assistive technology reads them together. */
export function field({ id, name = id, label, attributes, value, hint, problem }: Field): Html {
  const described = [problem === undefined ? '' : `${id}-problem`, hint === undefined ? '' : `${id}-hint`];
  const describedBy = described.join(' ').trim();
  return html`<div class="field">
<label for="${id}">${label}</label>
<input id="${id}" name="${name}" ${attributes}${value === undefined ? null : html` value="${value}"`}${problem === undefined ? null : html` aria-invalid="true"`}${describedBy === '' ? null : html` aria-describedby="${describedBy}"`}>
${problem === undefined ? null : html`<p class="field-problem" id="${id}-problem" role="alert">${problem}</p>`}
${hint === undefined ? null : html`<p class="quiet" id="${id}-hint">${hint}</p>`}
</div>`;
}

/** For password managers: whose password a form is about. */
export const usernameOf = (email: string): Html =>
  html`<input class="visually-hidden" type="text" autocomplete="username" value="${email}" tabindex="-1" aria-hidden="true" readonly>`;
