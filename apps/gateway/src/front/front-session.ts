import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

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
  protocolVersion: z.string(),
  /** What the client called itself when it opened the session; null where it did not. */
  clientName: z.string().nullable(),
});
export type FrontSession = z.infer<typeof FrontSession>;

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals sessions with AES-256-GCM, so that a client can neither read nor make one. */
export class SessionSeal {
  constructor(private readonly key: Buffer) {}

  /** Visible ASCII, as the protocol asks of a session id (2025-11-25, Transports, Session Management). */
  seal(session: FrontSession): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const text = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** null for anything that we did not seal. */
  open(sealed: string): FrontSession | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return FrontSession.parse(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  }
}
