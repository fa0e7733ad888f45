import { z } from 'zod';
import { Seal } from '../seal.js';

/** What the address that a client posts to carries: whose stream it belongs to, and where that stream is open. */
export const SseAddress = z.object({
  orgId: z.string(),
  keyId: z.string(),
  /** Path of the MCP endpoint that the stream stands for. */
  endpoint: z.string(),
  streamId: z.string(),
});
export type SseAddress = z.infer<typeof SseAddress>;

export type SseAddressSeal = Seal<SseAddress>;
export const sseAddressSeal = (secret: Buffer): SseAddressSeal => new Seal(secret, 'sse-address', SseAddress);
