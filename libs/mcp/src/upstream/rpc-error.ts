import { isObject, memberOf, numberOf, RawJsonError, sliceOf, stringOf } from '../raw/slice.js';

export interface RpcErrorParts {
  code: number | null;
  message: string;
}

/** Code and message of a raw JSON-RPC error; null and empty where it has none. */
export function rpcErrorParts(error: Buffer): RpcErrorParts {
  const object = sliceOf(error);
  try {
    if (!isObject(object)) return { code: null, message: '' };
    return { code: numberOf(memberOf(object, 'code')), message: stringOf(memberOf(object, 'message')) ?? '' };
  } catch (cause) {
    if (cause instanceof RawJsonError) return { code: null, message: '' };
    throw cause;
  }
}
