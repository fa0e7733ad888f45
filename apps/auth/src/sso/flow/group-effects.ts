import type { OrganizationRole, SsoGroupMapping, TeamRole } from '@gatewayops/contracts';

const RANK: readonly OrganizationRole[] = ['org_viewer', 'org_member', 'org_admin'];

/** What somebody's groups give them, and what the mappings decide about at all. */
export interface GroupEffects {
  /** Null where no mapping gives a role: then it stays what it is. */
  role: OrganizationRole | null;
  teams: ReadonlyMap<string, TeamRole>;
  /** Teams that some mapping names: who is in none of its groups is not in the team. */
  decidedTeams: ReadonlySet<string>;
}

/** The highest role counts; `defaultRole` where roles are mapped and none of the person's groups gives one. */
export function groupEffects(
  mappings: readonly SsoGroupMapping[],
  groups: readonly string[],
  defaultRole: OrganizationRole,
): GroupEffects {
  const names = new Set(groups);
  const mine = mappings.filter(({ group }) => names.has(group));
  const roles = mine.map(({ role }) => role).filter((role) => role !== null);
  const teams = new Map<string, TeamRole>();
  for (const { team_id: id, team_role: role } of mine) {
    if (id !== null && teams.get(id) !== 'team_admin') teams.set(id, role);
  }
  const highest = roles.toSorted((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0];
  const decidesRole = mappings.some(({ role }) => role !== null);
  return {
    role: decidesRole ? (highest ?? defaultRole) : null,
    teams,
    decidedTeams: new Set(mappings.map(({ team_id }) => team_id).filter((id) => id !== null)),
  };
}
