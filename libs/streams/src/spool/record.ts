import { crc32 } from 'node:zlib';
import type { EventBatch } from '../publisher/append.js';

/**
 * A batch in a spool file: `u32 body length, u32 CRC-32 of the body`, then the body: `u8 format, u8 length and name of
 * the stream, u8 length and id of the producer, f64 first sequence number, u32 count`, then the events, one a line.
 * Little endian. A length of 0 is the end of what was written (a preallocated file holds zeros).
 */
export const RECORD_HEADER_BYTES = 8;
const FORMAT = 1;

/** The record of a batch, ready to be written. Names are ASCII of at most 255 characters. */
export function encodeRecord(batch: EventBatch): Buffer {
  const fixedBytes = 1 + 1 + batch.stream.length + 1 + batch.producerId.length + 8 + 4;
  const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + fixedBytes + batch.lines.length);
  let at = RECORD_HEADER_BYTES;
  at = record.writeUInt8(FORMAT, at);
  at = writeName(record, batch.stream, at);
  at = writeName(record, batch.producerId, at);
  at = record.writeDoubleLE(batch.firstSequence, at);
  at = record.writeUInt32LE(batch.count, at);
  batch.lines.copy(record, at);
  record.writeUInt32LE(record.length - RECORD_HEADER_BYTES, 0);
  record.writeUInt32LE(crc32(record.subarray(RECORD_HEADER_BYTES)), 4);
  return record;
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
