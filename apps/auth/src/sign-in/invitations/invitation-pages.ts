import { field, usernameOf } from '../../pages/field.js';
import { html, type Html } from '../../pages/html.js';
import { page, type Page } from '../../pages/page.js';
import { HOME } from '../../pages/return-path.js';
import { hiddenField, tokenField } from '../pages/browser.js';
import { passwordField } from '../pages/sign-in-pages.js';
import type { FoundInvitation } from './invitation-rows.js';

interface InvitationState {
  formToken: string;
  token: string;
  invitation: FoundInvitation;
}

const titleOf = ({ invitation }: InvitationState): string => `Join ${invitation.organization}`;
const pathOf = ({ token }: InvitationState): string => `/invitations/${encodeURIComponent(token)}`;

const words = ({ invitation }: InvitationState): Html =>
  html`<p>${invitation.inviter ?? 'The operator'} invites <strong>${invitation.email}</strong> to join <strong>${invitation.organization}</strong> on GatewayOps, where its agents' access to tools is managed.</p>`;

export const newcomerPage = (state: InvitationState & { problem?: string; name?: string }): Page =>
  page({
    title: titleOf(state),
    invalid: state.problem !== undefined,
    body: html`${words(state)}
<form method="post" action="${pathOf(state)}/new">
${tokenField(state.formToken)}
${field({ id: 'name', label: 'Your name', value: state.name ?? '', attributes: html`autocomplete="name" required maxlength="255"` })}
${usernameOf(state.invitation.email)}
${passwordField(state.problem)}
<button name="way" value="password">Join</button>
<p class="divider">or</p>
<button class="second" name="way" value="passkey" formnovalidate>Join without a password, and create a passkey</button>
</form>`,
  });

export const signInFirstPage = (state: InvitationState): Page =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<p>Sign in with this address first; you come back here then.</p>
<p><a class="button" href="/signin?return_to=${encodeURIComponent(pathOf(state))}">Sign in</a></p>`,
  });

export const joinPage = (state: InvitationState): Page =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<form method="post" action="${pathOf(state)}/join">${tokenField(state.formToken)}<button>Join</button></form>
<p class="quiet">You keep your account, and what you belong to already.</p>`,
  });

export const otherAccountPage = (state: InvitationState, email: string): Page =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<p>You are signed in as <strong>${email}</strong>. To accept, sign in with the address that was invited.</p>
<p><a class="button" href="/signin?return_to=${encodeURIComponent(pathOf(state))}">Sign in with ${state.invitation.email}</a></p>`,
  });

export const joinedPage = (joined: { csrfToken: string; orgId: string; organization: string }): Page =>
  page({
    title: `Welcome to ${joined.organization}`,
    body: html`<p>You belong to <strong>${joined.organization}</strong> now.</p>
<form method="post" action="/account/organization">${tokenField(joined.csrfToken)}${hiddenField('organization_id', joined.orgId)}${hiddenField('return_to', HOME)}<button>Go to ${joined.organization}</button></form>`,
  });
