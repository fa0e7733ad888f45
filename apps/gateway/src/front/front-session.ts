import { z } from 'zod';
import { Seal } from './seal.js';

/**
 * A client's session with one server, as its `Mcp-Session-Id` carries it. All of it travels with the client, sealed: any
 * replica can continue any session, and none has to remember it.
 */
export const FrontSession = z.object({
  orgId: z.string(),
  keyId: z.string(),
  serverId: z.string(),
  /** The server's own session behind it; null where the gateway itself is the session's other end. */
  upstreamSessionId: z.string().nullable(),
  /** The process of its own that it has on a gateway, and how it is opened again; null where it has none. */
  hosted: z.object({ id: z.string(), initialize: z.string() }).nullable(),
  /** Raw params of its `initialize`, where its server is of 2026-07-28, which is told with each request who calls. */
  initialize: z.string().nullable().default(null),
  protocolVersion: z.string(),
  /** What the client called itself when it opened the session; null where it did not. */
  clientName: z.string().nullable(),
});
export type FrontSession = z.infer<typeof FrontSession>;

export type SessionSeal = Seal<FrontSession>;
export const sessionSeal = (secret: Buffer): SessionSeal => new Seal(secret, 'session', FrontSession);
