import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';
import { OrganizationRole } from './people.js';

const Description = z.string().trim().max(1_000);

/** Something that acts and is nobody, such as a pipeline: its keys may do at most what its role allows. */
export const ServiceAccount = z
  .object({
    id: Uuid,
    name: z.string(),
    description: z.string(),
    role: OrganizationRole,
    team_id: Uuid.nullable(),
    enabled: z.boolean().describe('While it is not, none of its keys works'),
    created_at: Timestamp,
  })
  .meta({ id: 'ServiceAccount' });
export type ServiceAccount = z.infer<typeof ServiceAccount>;

/** `POST /v1/service-accounts` */
export const CreateServiceAccount = z
  .strictObject({
    name: DisplayName,
    description: Description.default(''),
    role: OrganizationRole.default('org_member'),
    team_id: Uuid.nullable().default(null),
  })
  .meta({ id: 'CreateServiceAccount' });
export type CreateServiceAccount = z.infer<typeof CreateServiceAccount>;

/** `PATCH /v1/service-accounts/{id}`: what is not named stays. */
export const UpdateServiceAccount = z
  .strictObject({
    name: DisplayName.optional(),
    description: Description.optional(),
    role: OrganizationRole.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'UpdateServiceAccount' });
export type UpdateServiceAccount = z.infer<typeof UpdateServiceAccount>;

/** Query of `GET /v1/service-accounts` */
export const ServiceAccountQuery = PageQuery.extend({ team_id: Uuid.optional() });
export type ServiceAccountQuery = z.infer<typeof ServiceAccountQuery>;

export const ServiceAccountPage = pageOf(ServiceAccount).meta({ id: 'ServiceAccountPage' });
export type ServiceAccountPage = z.infer<typeof ServiceAccountPage>;
