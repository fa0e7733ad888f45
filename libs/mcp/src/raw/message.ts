import type { Slice } from './slice.js';

/** A JSON-RPC message, cut and not decoded. `bytes` is the message itself, an element of it where it came in a batch. */
export interface RpcMessage {
  readonly kind: 'request' | 'notification' | 'response' | 'error-response';
  readonly bytes: Slice;
  /** Raw: `7`, `"a"` or `null`. */
  readonly id: Buffer | null;
  readonly method: string | null;
  readonly params: Slice | null;
  readonly result: Slice | null;
  readonly error: Slice | null;
}

/** An array of messages (2025-03-26 only). */
export interface RpcBatch {
  readonly kind: 'batch';
  readonly bytes: Slice;
  readonly elements: Slice[];
}

/** Bytes that are no message. `code` is JSON-RPC's: -32700 not JSON, -32600 JSON but no request. */
export interface RpcFault {
  readonly kind: 'fault';
  readonly code: -32700 | -32600;
  readonly message: string;
  /** The id to answer with, where it could be found. */
  readonly id: Buffer | null;
}

/** Cuts a message from bytes that hold exactly one. Duplicates of the envelope's own members are a fault; all else is kept. */
export declare function parseMessage(bytes: Buffer | Slice): RpcMessage | RpcBatch | RpcFault;
/** The value of an object's member, by its decoded name; null when there is none. @throws RawJsonError when the name is there twice: what is checked must be what is used */
export declare function memberOf(object: Slice, name: string): Slice | null;
/** A JSON string decoded; null when the value is no string or not UTF-8. */
export declare function stringOf(value: Slice | null): string | null;
