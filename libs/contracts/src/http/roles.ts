import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { Grant } from '../permissions.js';
import { McpScope } from '../scopes.js';
import { DisplayName, Timestamp } from './fields.js';

const Grants = z.array(Grant).max(200).describe('What it allows through the APIs');
const Mcp = z.array(McpScope).max(200).describe('What of MCP servers its bearers may use');
const Description = z.string().trim().max(1_000);

/** A role: one that is built in, or one of the organisation's own. */
export const Role = z
  .object({
    id: Uuid.nullable().describe('null: built in'),
    name: z.string(),
    description: z.string(),
    built_in: z.boolean(),
    grants: Grants,
    mcp: Mcp,
    version: z.number().int().nullable(),
    created_at: Timestamp.nullable(),
    updated_at: Timestamp.nullable(),
  })
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** `POST /v1/roles` */
export const CreateRole = z
  .strictObject({
    name: DisplayName.max(100),
    description: Description.default(''),
    grants: Grants.default([]),
    mcp: Mcp.default([]),
  })
  .meta({ id: 'CreateRole' });
export type CreateRole = z.infer<typeof CreateRole>;

/** `PATCH /v1/roles/{id}`: what is not named stays. */
export const UpdateRole = z
  .strictObject({
    name: DisplayName.max(100).optional(),
    description: Description.optional(),
    grants: Grants.optional(),
    mcp: Mcp.optional(),
  })
  .meta({ id: 'UpdateRole' });
export type UpdateRole = z.infer<typeof UpdateRole>;

export const RolePage = pageOf(Role).meta({ id: 'RolePage' });
export type RolePage = z.infer<typeof RolePage>;

/** That somebody has a role of the organisation's own; in one team, or in all of the organisation. */
export const RoleAssignment = z
  .object({
    id: Uuid,
    role_id: Uuid,
    user_id: Uuid,
    team_id: Uuid.nullable().describe('null: in all of the organisation'),
    created_at: Timestamp,
  })
  .meta({ id: 'RoleAssignment' });
export type RoleAssignment = z.infer<typeof RoleAssignment>;

/** `POST /v1/role-assignments` */
export const CreateRoleAssignment = z
  .strictObject({ role_id: Uuid, user_id: Uuid, team_id: Uuid.nullable().default(null) })
  .meta({ id: 'CreateRoleAssignment' });
export type CreateRoleAssignment = z.infer<typeof CreateRoleAssignment>;

/** Query of `GET /v1/role-assignments` */
export const RoleAssignmentQuery = PageQuery.extend({
  role_id: Uuid.optional(),
  user_id: Uuid.optional(),
  team_id: Uuid.optional(),
});
export type RoleAssignmentQuery = z.infer<typeof RoleAssignmentQuery>;

export const RoleAssignmentPage = pageOf(RoleAssignment).meta({ id: 'RoleAssignmentPage' });
export type RoleAssignmentPage = z.infer<typeof RoleAssignmentPage>;
