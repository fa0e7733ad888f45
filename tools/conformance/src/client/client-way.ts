import { z } from 'zod';
import { PersonState } from '../oauth/person.js';
import { ENDPOINTS } from '../plan.js';

/** The variable in which the program that the suite starts finds its way. */
export const WAY_VARIABLE = 'GATEWAYOPS_CONFORMANCE_WAY';

/** How a client of the suite comes to the suite's server: through which gateway, registered where, by which endpoint. */
export const ClientWay = z.object({
  gatewayUrl: z.string(),
  authUrl: z.string(),
  adminToken: z.string(),
  orgId: z.string(),
  endpoint: z.enum(ENDPOINTS.map(({ name }) => name)),
  /** A member who connects accounts; null where nobody does. */
  person: PersonState.nullable(),
});
export type ClientWay = z.infer<typeof ClientWay>;
