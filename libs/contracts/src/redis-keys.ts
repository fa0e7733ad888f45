import { z } from 'zod';
import { Uuid } from './ids.js';

/** Keys and channels that more than one service knows. Keys of one organisation share the hash tag `{orgId}`. */
export const redisKeys = {
  /** Integer that rises with each change of an organisation's keys, members or roles. */
  authGeneration: (orgId: string) => `gwo:{${orgId}}:auth-generation`,
  /** A verdict of the auth service about a key, by the SHA-256 of the key, as JSON. */
  keyVerdict: (orgId: string, keyDigest: string) => `gwo:{${orgId}}:key-verdict:${keyDigest}`,
  /** The organisation of a key, by the SHA-256 of the key: where its verdict and generation are. */
  keyOrganization: (keyDigest: string) => `gwo:key-organization:${keyDigest}`,
  /** Hash of server id to `McpServerHealth` as JSON. */
  serverHealth: (orgId: string) => `gwo:{${orgId}}:server-health`,
  /** Token bucket of a key, team or organisation. */
  rateLimit: (orgId: string, scope: 'key' | 'team' | 'org', id: string) => `gwo:{${orgId}}:rate:${scope}:${id}`,
  /** Hash of what a client said for a whole session of an older revision, by the SHA-256 of the session's id. */
  bridgedSession: (orgId: string, sessionDigest: string) => `gwo:{${orgId}}:bridged-session:${sessionDigest}`,
  /** Hash: a client’s session over several servers as one. */
  session: (orgId: string, id: string) => `gwo:{${orgId}}:session:${id}`,
  /** Sorted set of the sessions of a key over several servers, by when they end. */
  sessionsOfKey: (orgId: string, keyId: string) => `gwo:{${orgId}}:sessions:${keyId}`,
  /** Sorted set of live gateway replicas, `<id> <address>`, by the time of their last sign of life. */
  gatewayReplicas: 'gwo:{gateways}:replicas',
  /** Which gateway replica, `<id> <address>`, has what only one may have. */
  owner: (name: string) => `gwo:{gateways}:owner:${name}`,
  /** Hash of what a client set in its session with a process of its own: method and what it is about, to raw params. */
  sessionNotes: (sessionId: string) => `gwo:session-notes:${sessionId}`,
  /** There while a session that its client ended could still be continued. */
  sessionEnd: (sessionId: string) => `gwo:session-end:${sessionId}`,
  /** When gateways that lost Redis go back to the shared buckets, in microseconds by the clock of Redis. */
  rateLimitReturn: 'gwo:rate-limit-return',
} as const;

/** The id of a session that its client ended. */
export const SESSION_ENDS_CHANNEL = 'gwo:session-ends';

export const AUTH_CHANGES_CHANNEL = 'gwo:auth-changes';
/** An organisation's verdicts of an older generation are void. */
export const AuthChange = z.object({ orgId: Uuid, generation: z.number().int() });
export type AuthChange = z.infer<typeof AuthChange>;

export const CONFIG_CHANGES_CHANNEL = 'gwo:config-changes';
/** An organisation's servers or prices changed: drop what is cached of them. */
export const ConfigChange = z.object({ orgId: Uuid, what: z.enum(['servers', 'prices']) });
export type ConfigChange = z.infer<typeof ConfigChange>;
