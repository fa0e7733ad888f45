import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn from the system in blocks: one draw a call would cost more than the rest of making an id. */
const block = Buffer.allocUnsafe(8192);
let used = block.length;

function randomHex(bytes: number): string {
  if (used + bytes > block.length) {
    randomFillSync(block);
    used = 0;
  }
  const hex = block.toString('hex', used, used + bytes);
  used += bytes;
  return hex;
}

/** 32 lower-case hex digits (W3C Trace Context, section 3.2.2.3). */
export const newTraceId = (): string => randomHex(16);

/** 16 lower-case hex digits; the chance of the forbidden all-zero id is 2^-64. */
export const newSpanId = (): string => randomHex(8);

export const newRequestId = (): string => `req_${randomHex(12)}`;

/** A UUIDv7 for the given time in milliseconds since 1970 (RFC 9562, section 5.7). */
export function newEventId(timeMs: number): string {
  const time = timeMs.toString(16).padStart(12, '0');
  const random = randomHex(10);
  const variant = ((parseInt(random[3]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
