import { z } from 'zod';
import { Uuid } from './ids.js';
import { KeyScopes, McpScope } from './scopes.js';

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

/** What an OAuth access token adds to who makes a call: where it is good, and what was granted with it. */
export const TokenGrant = z.object({
  audience: z.array(z.string()).describe('Canonical URIs of the endpoints that it is for (RFC 8707)'),
  scopes: z.array(z.string()).describe('As they stand in the token'),
  granted: z.array(McpScope).describe('What these scopes allow; the principal’s own `scopes` hold beside them'),
});
export type TokenGrant = z.infer<typeof TokenGrant>;

/** Who makes a call. The organisation comes from here and never from a request. */
export const Principal = z.object({
  orgId: Uuid,
  keyId: Uuid,
  userId: Uuid.nullable(),
  teamId: Uuid.nullable(),
  projectId: Uuid.nullable(),
  environment: KeyEnvironment,
  agentName: z.string().max(255).nullable(),
  serviceAccountId: Uuid.nullable().default(null),
  /** What it may use and do: of a key with an owner, only what the owner may. */
  scopes: KeyScopes,
  /** Addresses and CIDR ranges that it may be used from; empty: any. */
  allowedAddresses: z.array(z.string()).default([]),
  limits: z.object({ key: RateLimit, team: RateLimit.nullable(), org: RateLimit }),
  /** Of its organisation's masking rules. None where it has none, and in verdicts from before there were any. */
  maskingVersion: z.number().int().min(1).optional(),
  expiresAtMs: z.number().int().nullable().describe('Milliseconds since 1970, UTC'),
  /** Of an OAuth access token; null for API keys. `keyId` is then the grant's id. */
  token: TokenGrant.nullable().default(null),
});
export type Principal = z.infer<typeof Principal>;
