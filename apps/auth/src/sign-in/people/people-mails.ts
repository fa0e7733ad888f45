import type { Mail } from '../../mail/mailer.js';

const LIFE = 'It works once, for 15 minutes.';
const NOT_YOU = 'If that was not you, there is nothing to do: without this mail nobody gets in.';

export const signInMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Sign in to GatewayOps',
  text: `Open this link to sign in:\n\n${link}\n\n${LIFE}\n${NOT_YOU}\n`,
});

export const resetMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Set a new password for GatewayOps',
  text: `Open this link to set a new password:\n\n${link}\n\n${LIFE}\n${NOT_YOU}\n`,
});

export const invitationMail = (to: string, { organization, inviter, link, days }: InvitationWords): Mail => ({
  to,
  subject: `Join ${oneLine(organization)} on GatewayOps`,
  text:
    `${inviter ?? 'The operator'} invites you to join ${oneLine(organization)} on GatewayOps.\n` +
    `Open this link to accept:\n\n${link}\n\nIt works once, for ${days} days. If you do not know why you got it, ignore it.\n`,
});

/** What changed in how somebody signs in: told to them, as a thief would not. */
export const changeMail = (to: string, what: string, publicUrl: string): Mail => ({
  to,
  subject: 'How you sign in to GatewayOps has changed',
  text:
    `${what}\n\nIf that was you, there is nothing to do. If not, set a new password and look at your sessions at once:\n\n` +
    `${publicUrl}/signin/reset\n${publicUrl}/account\n`,
});

interface InvitationWords {
  organization: string;
  inviter: string | null;
  link: string;
  days: number;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
