import type { Slice } from './slice.js';

/** A JSON-RPC request of raw pieces. `id` null makes a notification. */
export declare function buildRequest(
  id: number | string | Buffer | null,
  method: string,
  params: Buffer | null,
): Buffer;
/** A JSON-RPC response of raw pieces. */
export declare function buildResponse(id: Buffer, kind: 'result' | 'error', value: Buffer): Buffer;
/** The object with the member replaced, or appended when there was none; every other byte stays. */
export declare function withMember(object: Slice, name: string, value: Buffer): Buffer;
/** The object without the member (all of them, where a name is there twice); every other member stays as it was. */
export declare function withoutMember(object: Slice, name: string): Buffer;
/** The elements of an array. */
export declare function elementsOf(array: Slice): Slice[];
/** An array of these elements. */
export declare function buildArray(elements: readonly (Slice | Buffer)[]): Buffer;
