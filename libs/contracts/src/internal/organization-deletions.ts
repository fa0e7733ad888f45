import { z } from 'zod';
import { Uuid } from '../ids.js';

/** Services that keep what is an organisation's own: each erases it when the organisation was deleted. */
export const ERASING_SERVICES = ['auth', 'cost', 'trace', 'alert'] as const;

/** `GET /internal/v1/auth/organization-deletions`: whose data the asking service still has to erase, the oldest first. */
export const OrganizationDeletions = z.object({ orgIds: z.array(Uuid).max(100) });
export type OrganizationDeletions = z.infer<typeof OrganizationDeletions>;
