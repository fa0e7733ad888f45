import { GatewayOpsError } from '@gatewayops/contracts';

const HEAD_BYTES_MAX = 1024 * 1024;

/** JSON, and bytes that stay as they are: what one replica asks of another. */
export interface Parcel {
  readonly head: unknown;
  readonly payload: Buffer;
}

/** The head's length (4 bytes, big-endian), the head, the payload. */
export function packed(head: unknown, payload: Buffer): Buffer[] {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(json.length, 0);
  return [length, json, payload];
}

/** @throws GatewayOpsError `bad_request` for what is no parcel */
export function unpacked(bytes: Buffer): Parcel {
  const length = bytes.length < 4 ? Infinity : bytes.readUInt32BE(0);
  if (length > HEAD_BYTES_MAX || bytes.length < 4 + length) throw notOurs();
  try {
    return { head: JSON.parse(bytes.toString('utf8', 4, 4 + length)) as unknown, payload: bytes.subarray(4 + length) };
  } catch {
    throw notOurs();
  }
}

/** @param payloadBytesMax of the payload alone */
export const parcelBytesMax = (payloadBytesMax: number): number => payloadBytesMax + HEAD_BYTES_MAX + 4;

const notOurs = (): GatewayOpsError => new GatewayOpsError('bad_request', { message: 'No request of a replica.' });
