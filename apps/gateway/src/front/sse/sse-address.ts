import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Seal } from '../seal.js';

/** What the address that a client posts to carries: whose stream it belongs to, and where that stream is open. */
export const SseAddress = z.object({
  orgId: z.string(),
  keyId: z.string(),
  /** Path of the MCP endpoint that the stream stands for. */
  endpoint: z.string(),
  /** Of the process that has the stream, and its id there. */
  replicaId: z.string(),
  streamId: z.string(),
});
export type SseAddress = z.infer<typeof SseAddress>;

export type SseAddressSeal = Seal<SseAddress>;
export const sseAddressSeal = (secret: Buffer): SseAddressSeal => new Seal(secret, 'sse-address', SseAddress);

/** What a client posted, with its headers. */
export interface SsePost {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
