import type { RpcMessage } from '../raw/message.js';
import { bytesOf, isObject, memberOf } from '../raw/slice.js';

/** Messages that a server sends while it works on a call, and that are about it: its questions, its log. */
const ABOUT_CALLS = new Set([
  'notifications/message', 'sampling/createMessage', 'elicitation/create', 'roots/list', 'ping',
]); // prettier-ignore

/** Whether a message that names no call belongs to one all the same. */
export const isAboutCalls = ({ method }: RpcMessage): boolean => ABOUT_CALLS.has(method ?? '');

/** Our ids of one client's requests that are under way, by the client's own: to cancel by. */
export class CallersIds {
  private readonly ids = new Map<string, number>();

  /** @returns what forgets it */
  add(callersId: Buffer | undefined, id: number): () => void {
    const key = callersId?.toString('latin1');
    if (key === undefined) return () => {};
    this.ids.set(key, id);
    return () => void this.ids.delete(key);
  }

  /**
   * A message of the client as the server is to get it: what cancels a request names ours. null where that has been answered.
   */
  outgoing({ method, bytes, params }: RpcMessage): Buffer | null {
    if (method !== 'notifications/cancelled') return bytesOf(bytes);
    const requestId = isObject(params) ? memberOf(params, 'requestId') : null;
    const id = requestId && this.ids.get(bytesOf(requestId).toString('latin1'));
    if (!requestId || !id) return null;
    const before = bytes.bytes.subarray(bytes.start, requestId.start);
    return Buffer.concat([before, Buffer.from(String(id)), bytes.bytes.subarray(requestId.end, bytes.end)]);
  }
}
