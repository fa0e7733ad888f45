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
  /** What a person may do in an organisation, as JSON. */
  personAccess: (orgId: string, userId: string) => `gwo:{${orgId}}:person-access:${userId}`,
  /** Hash: a person's session, by the SHA-256 of its token. */
  personSession: (userId: string, digest: string) => `gwo:{user-${userId}}:session:${digest}`,
  /** Sorted set of the digests of a person's sessions, by when they end at the latest. */
  personSessions: (userId: string) => `gwo:{user-${userId}}:sessions`,
  /** Integer that rises when all of a person's sessions end. */
  personEpoch: (userId: string) => `gwo:{user-${userId}}:session-epoch`,
  /** A sign-in whose second factor is still to come, by the SHA-256 of its token, as JSON. */
  signInChallenge: (digest: string) => `gwo:sign-in:challenge:${digest}`,
  /** Sorted set of the attempts in a sliding window. */
  signInAttempts: (name: string) => `gwo:sign-in:attempts:${name}`,
  /** What a link in a mail is for, by the SHA-256 of its token, as JSON. */
  mailedLink: (kind: string, digest: string) => `gwo:sign-in:link:${kind}:${digest}`,
  /** There while a passkey's challenge that was used would still be good. */
  usedPasskeyChallenge: (digest: string) => `gwo:sign-in:passkey-challenge:${digest}`,
  /** Hash of server id to `McpServerHealth` as JSON. */
  serverHealth: (orgId: string) => `gwo:{${orgId}}:server-health`,
  /** Hash of server id to `ReplicaServerState` as JSON, of one gateway replica; gone soon after the replica. */
  serverStates: (orgId: string, replicaId: string) => `gwo:{${orgId}}:server-states:${replicaId}`,
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
  hostedNotes: (sessionId: string) => `gwo:hosted-notes:${sessionId}`,
  /** There while a session that its client ended could still be continued. */
  sessionEnd: (sessionId: string) => `gwo:session-end:${sessionId}`,
  /** Hash of organisation to the `SignedAuditHead` of its audit log as JSON; and to what the signer found wrong. */
  auditHeads: 'gwo:{audit-heads}:signed',
  auditFindings: 'gwo:{audit-heads}:findings',
  /** What has to be known when a person comes back from an authorization server, by the SHA-256 of the state. */
  connectFlow: (stateDigest: string) => `gwo:connect-flow:${stateDigest}`,
  /** That somebody was mailed about a connection a short while ago. */
  connectionMail: (orgId: string, connectionId: string) => `gwo:{${orgId}}:connection-mail:${connectionId}`,
  /** What a server asked a person to allow beyond what they had. */
  wantedScope: (orgId: string, serverId: string, userId: string) => `gwo:{${orgId}}:wanted-scope:${serverId}:${userId}`,
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
/** An organisation's servers, prices or connections to servers changed: drop what is cached of them. */
export const ConfigChange = z.object({ orgId: Uuid, what: z.enum(['servers', 'prices', 'connections', 'masking']) });
export type ConfigChange = z.infer<typeof ConfigChange>;
