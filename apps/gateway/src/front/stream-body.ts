import { GatewayOpsError } from '@gatewayops/contracts';
import type { Outbound } from './outbound.js';
import type { EventStreamCapture, ResponseCapture } from './response-capture.js';

/**
 * Passes a body on piece by piece; the last piece is returned instead of written.
 * @throws GatewayOpsError `client_closed`, and what the body throws where its server breaks off
 */
export async function streamAllButLast(
  body: AsyncIterable<Buffer>,
  out: Outbound,
  capture: ResponseCapture,
): Promise<Buffer | undefined> {
  let held: Buffer | undefined;
  for await (const chunk of body) {
    if (out.gone) throw new GatewayOpsError('client_closed');
    capture.add(chunk);
    if (held !== undefined) await out.write(held);
    held = chunk;
  }
  return held;
}

/**
 * Passes a stream of events on, each piece at once, up to the one that completes the answer: that is returned instead of
 * written. What a server would send behind its answer belongs to no request (2025-11-25, Transports).
 */
export async function streamUntilAnswer(
  body: AsyncIterable<Buffer>,
  out: Outbound,
  capture: EventStreamCapture,
): Promise<Buffer | undefined> {
  for await (const chunk of body) {
    if (out.gone) throw new GatewayOpsError('client_closed');
    capture.add(chunk);
    if (capture.answered) return chunk;
    await out.write(chunk);
  }
  return undefined;
}
