import { html, type Html } from '../../pages/html.js';
import { page } from '../../pages/page.js';
import { hiddenField, tokenField } from '../pages/browser.js';
import { passwordFields } from '../pages/sign-in-pages.js';
import type { FoundInvitation } from './invitation-rows.js';

interface InvitationState {
  formToken: string;
  token: string;
  invitation: FoundInvitation;
}

const titleOf = ({ invitation }: InvitationState): string => `Join ${invitation.organization}`;
const pathOf = ({ token }: InvitationState): string => `/invitations/${encodeURIComponent(token)}`;

const words = ({ invitation }: InvitationState): Html =>
  html`<p>${invitation.inviter ?? 'The operator'} invites <strong>${invitation.email}</strong> to join ${invitation.organization}.</p>`;

export const newcomerPage = (state: InvitationState & { problem?: string; name?: string }): Html =>
  page({
    title: titleOf(state),
    problem: state.problem,
    body: html`${words(state)}
<form method="post" action="${pathOf(state)}/new">
${tokenField(state.formToken)}
<label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" required maxlength="255" value="${state.name ?? ''}">
<input class="visually-hidden" type="text" autocomplete="username" value="${state.invitation.email}" tabindex="-1" aria-hidden="true" readonly>
${passwordFields()}
<button name="way" value="password">Join</button>
<p class="divider">or</p>
<button class="second" name="way" value="passkey" formnovalidate>Join without a password, and create a passkey</button>
</form>`,
  });

export const signInFirstPage = (state: InvitationState): Html =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<p>Sign in with this address first; you come back here then.</p>
<p><a class="button" href="/signin?return_to=${encodeURIComponent(pathOf(state))}">Sign in</a></p>`,
  });

export const joinPage = (state: InvitationState): Html =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<form method="post" action="${pathOf(state)}/join">${tokenField(state.formToken)}<button>Join</button></form>`,
  });

export const otherAccountPage = (state: InvitationState, email: string): Html =>
  page({
    title: titleOf(state),
    body: html`${words(state)}
<p>You are signed in as ${email}. Sign in with the address that was invited to accept.</p>
<p><a class="button" href="/signin?return_to=${encodeURIComponent(pathOf(state))}">Sign in with ${state.invitation.email}</a></p>`,
  });

export const joinedPage = (joined: { csrfToken: string; orgId: string; organization: string }): Html =>
  page({
    title: 'Welcome',
    body: html`<p>You belong to ${joined.organization} now.</p>
<form method="post" action="/account/organization">${tokenField(joined.csrfToken)}${hiddenField('organization_id', joined.orgId)}<button>Go there</button></form>`,
  });
