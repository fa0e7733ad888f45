import type { Permission } from '../session/session';
import { texts } from '../texts';

const { nav } = texts.people;

/** The parts of the page about people, in the order of their links. */
export const PEOPLE_SECTIONS: readonly { href: string; title: string; needs: Permission }[] = [
  { href: '/people', title: nav.members, needs: 'members:read' },
  { href: '/people/invitations', title: nav.invitations, needs: 'members:read' },
  { href: '/people/teams', title: nav.teams, needs: 'teams:read' },
  { href: '/people/roles', title: nav.roles, needs: 'roles:read' },
  { href: '/people/service-accounts', title: nav.accounts, needs: 'service_accounts:read' },
  { href: '/people/sso', title: nav.sso, needs: 'sso:read' },
  { href: '/people/scim', title: nav.scim, needs: 'sso:read' },
  { href: '/people/security', title: nav.security, needs: 'organization:read' },
];
