/** A range of bytes inside a larger buffer: what a message is cut into without copying or decoding it. */
export interface Slice {
  readonly bytes: Buffer;
  /** First byte. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/** The bytes of a slice as a view, without a copy. */
export function bytesOf(slice: Slice): Buffer {
  return slice.start === 0 && slice.end === slice.bytes.length
    ? slice.bytes
    : slice.bytes.subarray(slice.start, slice.end);
}

/** A slice over all of `bytes`. */
export function sliceOf(bytes: Buffer): Slice {
  return { bytes, start: 0, end: bytes.length };
}
