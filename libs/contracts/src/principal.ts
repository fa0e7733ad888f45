import { z } from 'zod';
import { Uuid } from './ids.js';
import { KeyScopes } from './scopes.js';

/** Requests a second and how many may come at once beyond that. */
export const RateLimit = z.object({
  rps: z.number().int().min(1).max(1_000_000),
  burst: z.number().int().min(1).max(1_000_000),
});
export type RateLimit = z.infer<typeof RateLimit>;

/** Specification: Gateway configuration, rate_limiting. */
export const RATE_LIMIT_DEFAULT: RateLimit = { rps: 100, burst: 50 };

/** The environment in a key's name, `gwo_{env}_…`, and on everything that the key does. */
export const KeyEnvironment = z.string().regex(/^[a-z]{2,16}$/);

/** Who makes a call. The organisation comes from here and never from a request. */
export const Principal = z.object({
  orgId: Uuid,
  keyId: Uuid,
  userId: Uuid.nullable(),
  teamId: Uuid.nullable(),
  projectId: Uuid.nullable(),
  environment: KeyEnvironment,
  agentName: z.string().max(255).nullable(),
  scopes: KeyScopes,
  limits: z.object({ key: RateLimit, team: RateLimit.nullable(), org: RateLimit }),
  expiresAtMs: z.number().int().nullable().describe('Milliseconds since 1970, UTC'),
});
export type Principal = z.infer<typeof Principal>;
