import type { Call } from '../request-path/call.js';
import { failureReply } from './reply-failure.js';
import { relayReply } from './reply-relay.js';
import { restReply } from './reply-rest.js';
import { rpcReply } from './reply-rpc.js';
import type { Outbound } from './outbound.js';
import type { ResponseCapture } from './response-capture.js';

/**
 * How an answer is written. In two steps, because with strict delivery the last byte waits until the call is recorded:
 * `start` writes what may be long and leaves out the end, `finish` completes it.
 */
export interface Reply {
  start(): void | Promise<void>;
  finish(): void;
  /** What was sent, for the trace; null for what has no body worth one. */
  readonly capture: ResponseCapture | null;
}

/** The writer that fits how the call ended and where it came from. */
export function replyTo(call: Call, out: Outbound): Reply {
  if (call.failure !== null || call.answer === null) return failureReply(call, out);
  if (call.answer.kind === 'relay') return relayReply(call, call.answer, out);
  if (call.operation?.surface === 'rest') return restReply(call, call.answer, out);
  return rpcReply(call, call.answer, out);
}
