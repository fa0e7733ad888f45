import type { Member } from '@gatewayops/contracts';
import { execute, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { countAdmins, setMemberRole } from '../../people/member-rows.js';
import { isBreakGlass } from '../connections/connection-rows.js';
import type { GroupEffects } from './group-effects.js';

const Place = z.object({ team_id: z.string(), role: z.string() });

export interface MemberPlace {
  orgId: string;
  actor: Actor;
  member: Pick<Member, 'user_id' | 'role'>;
}

/** Gives a member what their groups give; true where something changed, so that verdicts are to be voided. */
export async function applyGroupEffects(manager: EntityManager, place: MemberPlace, effects: GroupEffects) {
  const role = await applyRole(manager, place, effects.role);
  const teams = await applyTeams(manager, place, effects);
  return role || teams;
}

/** The last administrator, and who holds the break-glass account, stay what they are. */
async function applyRole(manager: EntityManager, { orgId, actor, member }: MemberPlace, role: GroupEffects['role']) {
  if (role === null || role === member.role) return false;
  const steps = member.role === 'org_admin';
  if (steps && ((await isBreakGlass(manager, member.user_id)) || (await countAdmins(manager)) <= 1)) return false;
  await setMemberRole(manager, member.user_id, role);
  const details = { role, role_before: member.role, by: 'groups of the identity provider' };
  await audit(manager, { orgId, actor, resourceId: member.user_id, details });
  return true;
}

async function applyTeams(manager: EntityManager, { orgId, actor, member }: MemberPlace, effects: GroupEffects) {
  const statement = 'SELECT team_id, role FROM team_memberships WHERE user_id = $1';
  const before = new Map(
    (await queryRows(manager, Place, statement, [member.user_id])).map((row) => [row.team_id, row.role]),
  );
  let changed = false;
  for (const teamId of effects.decidedTeams) {
    const role = effects.teams.get(teamId);
    if (role === before.get(teamId)) continue;
    const done = await (role === undefined
      ? execute(manager, 'DELETE FROM team_memberships WHERE team_id = $1 AND user_id = $2', [teamId, member.user_id])
      : execute(
          manager,
          // A team that was deleted since the mapping was made gives nothing.
          `INSERT INTO team_memberships (org_id, team_id, user_id, role) SELECT org_id, id, $2, $3 FROM teams WHERE id = $1
             ON CONFLICT (org_id, team_id, user_id) DO UPDATE SET role = excluded.role`,
          [teamId, member.user_id, role],
        ));
    if (done === 0) continue;
    changed = true;
    const details = { change: role === undefined ? 'left_team' : 'joined_team', team_id: teamId, role: role ?? null };
    await audit(manager, { orgId, actor, resourceId: member.user_id, details });
  }
  return changed;
}

type Entry = Pick<Parameters<typeof recordAudit>[1], 'orgId' | 'actor' | 'resourceId' | 'details'>;

const audit = (manager: EntityManager, entry: Entry): Promise<void> =>
  recordAudit(manager, { ...entry, action: 'user.updated', resourceType: 'user' });
