import { z } from 'zod';
import { Uuid } from '../ids.js';
import { pageOf } from '../pagination.js';
import { KeyEnvironment } from '../principal.js';
import { Timestamp } from './fields.js';

export const ENVIRONMENTS_MAX = 20;

const Description = z
  .string()
  .trim()
  .max(255)
  .regex(/^\P{Cc}*$/u, 'control characters are not allowed');

/** Where keys of an organisation are used. Its name is part of each key, and of everything that the key does. */
export const Environment = z
  .object({
    id: Uuid,
    name: KeyEnvironment,
    description: z.string(),
    is_production: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'Environment' });
export type Environment = z.infer<typeof Environment>;

/** `POST /v1/environments` */
export const CreateEnvironment = z
  .strictObject({
    name: KeyEnvironment.describe('Stays: it is part of keys'),
    description: Description.default(''),
    is_production: z.boolean().default(false),
  })
  .meta({ id: 'CreateEnvironment' });
export type CreateEnvironment = z.infer<typeof CreateEnvironment>;

/** `PATCH /v1/environments/{id}`: what is not named stays. */
export const UpdateEnvironment = z
  .strictObject({ description: Description.optional(), is_production: z.boolean().optional() })
  .meta({ id: 'UpdateEnvironment' });
export type UpdateEnvironment = z.infer<typeof UpdateEnvironment>;

export const EnvironmentPage = pageOf(Environment).meta({ id: 'EnvironmentPage' });
export type EnvironmentPage = z.infer<typeof EnvironmentPage>;
