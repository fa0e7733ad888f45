import {
  BUILT_IN_ROLES,
  Grant,
  McpScope,
  type HeldGrant,
  type PersonAccess,
  type RoleRights,
} from '@gatewayops/contracts';
import { queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** A row of `find_person_roles`. */
const RoleRow = z.object({
  role: z.string(),
  team_id: z.string().nullable(),
  membership: z.boolean(),
  grants: z.array(Grant).nullable(),
  mcp: z.array(McpScope).nullable(),
  generation: z.coerce.number().int(),
  mfa_required: z.boolean(),
});
type RoleRow = z.infer<typeof RoleRow>;

const NOTHING: RoleRights = { description: '', grants: [], mcp: [] };

/** What a role allows: by its name where it is built in, else as the row says. */
function rightsOf({ role, grants, mcp }: RoleRow): RoleRights {
  if (grants !== null && mcp !== null) return { description: '', grants, mcp };
  return Object.hasOwn(BUILT_IN_ROLES, role) ? BUILT_IN_ROLES[role as keyof typeof BUILT_IN_ROLES] : NOTHING;
}

/**
 * What somebody may do in an organisation, from all of their roles there; null where they do not belong to it, or were
 * deactivated.
 */
export async function readPersonAccess(
  manager: EntityManager,
  orgId: string,
  userId: string,
): Promise<PersonAccess | null> {
  const rows = await queryRows(manager, RoleRow, 'SELECT * FROM find_person_roles($1, $2)', [orgId, userId]);
  const [first] = rows;
  if (!first) return null;
  return {
    teamIds: rows.filter((row) => row.membership && row.team_id !== null).map((row) => row.team_id as string),
    grants: rows.flatMap(heldGrantsOf),
    mcp: rows.flatMap((row) => [...rightsOf(row).mcp]),
    mfaRequired: first.mfa_required,
    generation: first.generation,
  };
}

const heldGrantsOf = (row: RoleRow): HeldGrant[] =>
  rightsOf(row).grants.map(({ permission, reach }) => ({ permission, reach, teamId: row.team_id, role: row.role }));

/** What a built-in role of the organisation allows: of a service account, which is no person. */
export function accessOfRole(role: keyof typeof BUILT_IN_ROLES, generation: number): PersonAccess {
  const { grants, mcp } = BUILT_IN_ROLES[role];
  const held = grants.map(({ permission, reach }) => ({ permission, reach, teamId: null, role }));
  return { teamIds: [], grants: held, mcp: [...mcp], mfaRequired: false, generation };
}
