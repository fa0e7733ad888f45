import { GatewayOpsError } from '@gatewayops/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

const MAC_BYTES = 16;

/**
 * Opaque cursors: the position after the last row of a page, signed together with what the list was asked for (organisation,
 * route, filters). A cursor that was changed, or that comes with another organisation or other filters, is a
 * `validation_error`, so that no page can silently be one of another list.
 */
export class CursorCodec<S extends z.ZodType> {
  private readonly secret: string;
  private readonly position: S;

  constructor(secret: string, position: S) {
    this.secret = secret;
    this.position = position;
  }

  /** `list` is anything that JSON can hold; the same list must give the same text. */
  encode(list: unknown, position: z.input<S>): string {
    const body = Buffer.from(JSON.stringify(position));
    return Buffer.concat([this.sign(list, body), body]).toString('base64url');
  }

  decode(list: unknown, cursor: string): z.output<S> {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(MAC_BYTES);
    const isOurs =
      bytes.length > MAC_BYTES &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.sign(list, body));
    if (!isOurs) {
      throw new GatewayOpsError('validation_error', {
        details: [{ field: 'cursor', message: 'is not one that this list gave out' }],
      });
    }
    return this.position.parse(JSON.parse(body.toString()));
  }

  private sign(list: unknown, body: Buffer): Buffer {
    const mac = createHmac('sha256', this.secret).update('cursor\0').update(JSON.stringify(list)).update('\0');
    return mac.update(body).digest().subarray(0, MAC_BYTES);
  }
}
