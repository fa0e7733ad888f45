import { GatewayOpsError, type CreateApiKey } from '@gatewayops/contracts';
import { queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

export type KeyPlace = Pick<CreateApiKey, 'user_id' | 'team_id' | 'project_id'>;

const Membership = z.object({ user_id: z.string() });
const ProjectTeam = z.object({ team_id: z.string() });

/**
 * Whom a new key belongs to. The member's row stays locked until the key is there, so that removing the member at the same
 * moment finds the key and revokes it. A project brings its team; one of another team is `not_found`.
 */
export async function placeOf(manager: EntityManager, request: KeyPlace): Promise<KeyPlace> {
  const { user_id, team_id, project_id } = request;
  if (user_id !== null) await refuseStranger(manager, user_id);
  if (project_id === null) return { user_id, team_id, project_id };
  const project = await queryRow(
    manager,
    ProjectTeam,
    'SELECT team_id FROM projects WHERE id = $1 AND ($2::uuid IS NULL OR team_id = $2)',
    [project_id, team_id],
  );
  if (!project) throw missing('project_id', 'There is no such project in this organisation or team.');
  return { user_id, team_id: project.team_id, project_id };
}

async function refuseStranger(manager: EntityManager, userId: string): Promise<void> {
  const statement = 'SELECT user_id FROM organization_members WHERE user_id = $1 FOR KEY SHARE';
  if (await queryRow(manager, Membership, statement, [userId])) return;
  throw missing('user_id', 'There is no such member in this organisation.');
}

const missing = (field: string, message: string) =>
  new GatewayOpsError('not_found', { message, details: [{ field, message }] });
