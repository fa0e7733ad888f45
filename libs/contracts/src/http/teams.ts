import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { RateLimit } from '../principal.js';
import { DisplayName, Settings, Slug, Timestamp } from './fields.js';
import { TeamRole } from './people.js';

export const Team = z
  .object({
    id: Uuid,
    name: z.string(),
    slug: z.string(),
    settings: z.record(z.string(), z.json()),
    rate_limit: RateLimit.nullable().describe('Of all its keys together; null: only the organisation’s holds'),
    created_at: Timestamp,
  })
  .meta({ id: 'Team' });
export type Team = z.infer<typeof Team>;

/** `POST /v1/teams` */
export const CreateTeam = z
  .strictObject({
    name: DisplayName,
    slug: Slug.optional().describe('Made from the name unless given'),
    settings: Settings.default({}),
    rate_limit: RateLimit.nullable().default(null),
  })
  .meta({ id: 'CreateTeam' });
export type CreateTeam = z.infer<typeof CreateTeam>;

/** `PATCH /v1/teams/{id}`: what is not named stays. */
export const UpdateTeam = z
  .strictObject({
    name: DisplayName.optional(),
    settings: Settings.optional(),
    rate_limit: RateLimit.nullable().optional(),
  })
  .meta({ id: 'UpdateTeam' });
export type UpdateTeam = z.infer<typeof UpdateTeam>;

export const TeamPage = pageOf(Team).meta({ id: 'TeamPage' });
export type TeamPage = z.infer<typeof TeamPage>;

export const TeamMember = z
  .object({ user_id: Uuid, email: z.string(), name: z.string().nullable(), role: TeamRole, created_at: Timestamp })
  .meta({ id: 'TeamMember' });
export type TeamMember = z.infer<typeof TeamMember>;

/** `POST /v1/teams/{id}/members`: a member of the organisation joins the team. */
export const AddTeamMember = z
  .strictObject({ user_id: Uuid, role: TeamRole.default('team_member') })
  .meta({ id: 'AddTeamMember' });
export type AddTeamMember = z.infer<typeof AddTeamMember>;

export const TeamMemberPage = pageOf(TeamMember).meta({ id: 'TeamMemberPage' });
export type TeamMemberPage = z.infer<typeof TeamMemberPage>;

export const Project = z
  .object({
    id: Uuid,
    team_id: Uuid,
    name: z.string(),
    slug: z.string(),
    settings: z.record(z.string(), z.json()),
    created_at: Timestamp,
  })
  .meta({ id: 'Project' });
export type Project = z.infer<typeof Project>;

/** `POST /v1/projects` */
export const CreateProject = z
  .strictObject({
    team_id: Uuid,
    name: DisplayName,
    slug: Slug.optional().describe('Made from the name unless given'),
    settings: Settings.default({}),
  })
  .meta({ id: 'CreateProject' });
export type CreateProject = z.infer<typeof CreateProject>;

/** `PATCH /v1/projects/{id}`: what is not named stays. */
export const UpdateProject = z
  .strictObject({ name: DisplayName.optional(), settings: Settings.optional() })
  .meta({ id: 'UpdateProject' });
export type UpdateProject = z.infer<typeof UpdateProject>;

/** Query of `GET /v1/projects` */
export const ProjectQuery = PageQuery.extend({ team_id: Uuid.optional() });
export type ProjectQuery = z.infer<typeof ProjectQuery>;

export const ProjectPage = pageOf(Project).meta({ id: 'ProjectPage' });
export type ProjectPage = z.infer<typeof ProjectPage>;
