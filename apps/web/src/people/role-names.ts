import { texts } from '../texts';
import type { OrganizationRole } from './people-queries';

/** Names of built-in roles; a role of the organisation's own is called what it is called. */
export const roleName = (role: string): string =>
  (texts.people.roles as Readonly<Record<string, string>>)[role] ?? role;

const ROLES: readonly OrganizationRole[] = ['org_admin', 'org_member', 'org_viewer'];
/** For a select. */
export const ROLE_OPTIONS = ROLES.map((role) => [role, roleName(role)] as const);
