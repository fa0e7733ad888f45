import { crc32 } from 'node:zlib';
import type { EventBatch } from '../publisher/append.js';

/**
 * A batch in a spool file: `u32 body length, u32 CRC-32 of the body`, then the body: `u8 format, u8 length and name of
 * the stream, u8 length and id of the producer, f64 first sequence number, u32 count`, then the events, one a line.
 * Little endian. A length of 0 is the end of what was written (a preallocated file holds zeros).
 */
export const RECORD_HEADER_BYTES = 8;
const FORMAT = 1;

/** The record of a batch in two parts, of which the second is the batch's own memory. Names are ASCII of at most 255 characters. */
export function encodeRecord(batch: EventBatch): readonly [Buffer, Buffer] {
  const { lines } = batch;
  const fixedBytes = 1 + 1 + batch.stream.length + 1 + batch.producerId.length + 8 + 4;
  const head = Buffer.allocUnsafe(RECORD_HEADER_BYTES + fixedBytes);
  let at = RECORD_HEADER_BYTES;
  at = head.writeUInt8(FORMAT, at);
  at = writeName(head, batch.stream, at);
  at = writeName(head, batch.producerId, at);
  at = head.writeDoubleLE(batch.firstSequence, at);
  head.writeUInt32LE(batch.count, at);
  head.writeUInt32LE(fixedBytes + lines.length, 0);
  head.writeUInt32LE(crc32(lines, crc32(head.subarray(RECORD_HEADER_BYTES))), 4);
  return [head, lines];
}

function writeName(record: Buffer, name: string, at: number): number {
  record.writeUInt8(name.length, at);
  return at + 1 + record.write(name, at + 1, 'latin1');
}

/** The stream of a record's body, without the rest being read. */
export function streamOfBody(body: Buffer): string {
  return body.toString('latin1', 2, 2 + body.readUInt8(1));
}

/** True when the body is whole and as it was written. */
export const bodyIsSound = (body: Buffer, checksum: number): boolean =>
  crc32(body) === checksum && body.readUInt8(0) === FORMAT;

/** The batch of a sound body; its events are a view into it. */
export function decodeBody(body: Buffer): EventBatch {
  const stream = streamOfBody(body);
  let at = 2 + stream.length;
  const producerId = body.toString('latin1', at + 1, at + 1 + body.readUInt8(at));
  at += 1 + producerId.length;
  const firstSequence = body.readDoubleLE(at);
  const count = body.readUInt32LE(at + 8);
  return { stream, producerId, firstSequence, count, lines: body.subarray(at + 12) };
}
