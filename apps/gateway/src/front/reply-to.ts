import type { Call } from '../request-path/call.js';
import type { Outbound } from './outbound.js';
import { failureReply } from './reply-failure.js';
import { relayReply } from './reply-relay.js';
import { restErrorReply } from './reply-rest-error.js';
import { restReply } from './reply-rest.js';
import { rpcReply } from './reply-rpc.js';
import { streamReply } from './reply-stream.js';
import type { Reply } from './reply.js';

/** The writer that fits how the call ended and where it came from. */
export function replyTo(call: Call, out: Outbound): Reply {
  if (call.failure !== null || call.answer === null) return failureReply(call, out);
  if (call.answer.kind === 'relay') return relayReply(call, call.answer, out);
  if (call.answer.kind === 'stream') return streamReply(call, call.answer, out);
  if (call.operation?.surface !== 'rest') return rpcReply(call, call.answer, out);
  if (call.answer.kind === 'value' && call.answer.outcome === 'error') return restErrorReply(call, call.answer, out);
  return restReply(call, call.answer, out);
}
