import { randomUUID } from 'node:crypto';
import { RecentMap } from '@gatewayops/access';
import { z } from 'zod';
import { Seal } from './seal.js';

/**
 * A client's session with one server, as its `Mcp-Session-Id` carries it. All of it travels with the client, sealed: any
 * replica can continue any session, and none has to remember it.
 */
export const FrontSession = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  issuedAtMs: z.number().int(),
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
export type NewFrontSession = Omit<FrontSession, 'id' | 'issuedAtMs' | 'initialize'> & { initialize?: string | null };

/** A session comes with each of its calls; opening its seal would be half of what such a call costs here. */
const OPENED_MAX = 2_000;

/** Seals sessions, and opens those that are not too old. */
export class SessionSeal {
  private readonly inner: Seal<FrontSession>;
  private readonly opened = new RecentMap<Readonly<FrontSession>>(OPENED_MAX);

  constructor(
    secret: Buffer,
    private readonly lifeMs: number,
  ) {
    this.inner = new Seal(secret, 'session', FrontSession);
  }

  /** The id of a new session, as its client gets it. */
  seal(session: NewFrontSession): string {
    return this.inner.seal({ initialize: null, ...session, id: randomUUID(), issuedAtMs: Date.now() });
  }

  /** null for anything that we did not seal, or sealed too long ago. */
  open(sealed: string): Readonly<FrontSession> | null {
    let session = this.opened.get(sealed) ?? null;
    if (session === null) {
      session = this.inner.open(sealed);
      if (session === null) return null;
      this.opened.set(sealed, session);
    }
    return session.issuedAtMs + this.lifeMs < Date.now() ? null : session;
  }
}

/** @param lifeMs of a session, whether it is used or not */
export const sessionSeal = (secret: Buffer, lifeMs: number): SessionSeal => new SessionSeal(secret, lifeMs);
