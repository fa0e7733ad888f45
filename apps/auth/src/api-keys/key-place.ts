import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateApiKey } from '@gatewayops/contracts';
import { queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { refuseBeyond, userIdOf } from '../http/reach.js';

export type KeyPlace = Pick<CreateApiKey, 'user_id' | 'service_account_id' | 'team_id' | 'project_id'>;

const Membership = z.object({ user_id: z.string() });
const ProjectTeam = z.object({ team_id: z.string() });
const AccountTeam = z.object({ team_id: z.string().nullable() });

/**
 * Whom a new key belongs to. The member's row stays locked until the key is there, so that removing the member at the same
 * moment finds the key and revokes it. A project brings its team; one of another team is `not_found`.
 */
export async function placeOf(manager: EntityManager, request: KeyPlace): Promise<KeyPlace> {
  const { user_id, service_account_id, project_id } = request;
  if (user_id !== null) await refuseStranger(manager, user_id);
  const team_id =
    service_account_id === null ? request.team_id : await teamOfAccount(manager, request, service_account_id);
  if (project_id === null) return { user_id, service_account_id, team_id, project_id };
  const project = await queryRow(
    manager,
    ProjectTeam,
    'SELECT team_id FROM projects WHERE id = $1 AND ($2::uuid IS NULL OR team_id = $2)',
    [project_id, team_id],
  );
  if (!project) throw missing('project_id', 'There is no such project in this organisation or team.');
  return { user_id, service_account_id, team_id: project.team_id, project_id };
}

/** A service account of a team brings its team. */
async function teamOfAccount(manager: EntityManager, { team_id }: KeyPlace, accountId: string): Promise<string | null> {
  const statement = 'SELECT team_id FROM service_accounts WHERE id = $1 AND enabled FOR KEY SHARE';
  const account = await queryRow(manager, AccountTeam, statement, [accountId]);
  const fits = account && (account.team_id === null || team_id === null || account.team_id === team_id);
  if (!fits)
    throw missing('service_account_id', 'There is no such enabled service account in this organisation or team.');
  return account.team_id ?? team_id;
}

/**
 * Whom a person may issue a key to. Who may do so in the whole organisation, to anybody; a team's administrator, to the team;
 * everybody else, and by default, to themselves. A key acts in its owner's name, also at MCP servers that they connected.
 * @throws GatewayOpsError `insufficient_permissions`
 */
export function refuseForeignPlace(caller: CallerIdentity, place: KeyPlace): void {
  if (caller.reach.organization) return;
  const userId = userIdOf(caller);
  if (place.user_id !== null && place.user_id !== userId) throw beyond('user_id', 'only for yourself, or for no one');
  if (place.user_id !== null && place.team_id !== null && !belongsTo(caller, place.team_id)) {
    throw beyond('team_id', 'only for a team that you belong to');
  }
  refuseBeyond(caller, { teamId: place.team_id, userId: place.service_account_id === null ? place.user_id : null });
}

/** A key that somebody issues who may issue only their own is theirs. */
export function withOwner(caller: CallerIdentity, request: CreateApiKey): CreateApiKey {
  const isOpen = request.user_id === null && request.service_account_id === null;
  const { organization, teamIds } = caller.reach;
  const ofTeam = request.team_id !== null && teamIds.includes(request.team_id);
  return organization || ofTeam || !isOpen ? request : { ...request, user_id: userIdOf(caller) };
}

const belongsTo = (caller: CallerIdentity, teamId: string): boolean =>
  caller.kind === 'person' && caller.person.access?.teamIds.includes(teamId) === true;

const beyond = (field: string, message: string) =>
  new GatewayOpsError('insufficient_permissions', { details: [{ field, message }] });

async function refuseStranger(manager: EntityManager, userId: string): Promise<void> {
  const statement =
    'SELECT user_id FROM organization_members WHERE user_id = $1 AND deactivated_at IS NULL FOR KEY SHARE';
  if (await queryRow(manager, Membership, statement, [userId])) return;
  throw missing('user_id', 'There is no such member in this organisation.');
}

const missing = (field: string, message: string) =>
  new GatewayOpsError('not_found', { message, details: [{ field, message }] });
