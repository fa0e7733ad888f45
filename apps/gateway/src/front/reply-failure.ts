import { GatewayOpsError } from '@gatewayops/contracts';
import type { Call } from '../request-path/call.js';
import { ArgumentsRefused, refusalMember } from './arguments-refused.js';
import { answerHeaders, failureHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import { ProtocolFailure } from './protocol-failure.js';
import { errorEvent } from './rest/takes-events.js';
import type { Reply } from './reply.js';

/** In-band failures of an MCP call: outside the range that JSON-RPC and MCP keep for themselves. */
const OWN_CODE_BASE = -31_000;
/** Statuses that the protocol, or the caller's HTTP library, acts on; any other failure is a JSON-RPC error in a 200. */
const HTTP_STATUSES = new Set([400, 401, 403, 404, 405, 413, 415, 429]);

/** The specification's error object: as the body on REST, as `data` of a JSON-RPC error on the MCP endpoints. */
export function failureReply(call: Call, out: Outbound): Reply {
  return {
    capture: null,
    start: () => undefined,
    finish() {
      const failure = (call.failure ??= new GatewayOpsError('internal_error'));
      const kind = call.inbound.target?.kind;
      const rpc = kind !== undefined && kind !== 'rest' && kind !== 'task';
      const body = rpc ? rpcBody(call, failure) : JSON.stringify(failure.toBody(call.requestId ?? ''));
      if (out.started) return endStarted(call, body, rpc, out);
      const headers = [...answerHeaders(call), ...failureHeaders(call)];
      headers.push('Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(body)));
      out.head(rpc ? rpcStatus(call, failure) : failure.status, headers);
      out.end(body);
    },
  };
}

/** A stream of events ends with the error; anything else that has begun can only be cut off. */
function endStarted(call: Call, body: string, rpc: boolean, out: Outbound): void {
  if (call.answer === null) out.end(rpc ? `event: message\ndata: ${body}\n\n` : errorEvent(body));
  else out.abort();
}

function rpcStatus(call: Call, failure: GatewayOpsError): number {
  if (failure instanceof ProtocolFailure) return failure.httpStatus;
  if (failure instanceof ArgumentsRefused) return 200;
  // Without an id there is no request that an in-band error could belong to.
  if (call.operation?.id == null || HTTP_STATUSES.has(failure.status)) return failure.status;
  return 200;
}

function rpcBody(call: Call, failure: GatewayOpsError): string {
  if (failure instanceof ArgumentsRefused) {
    return `{"jsonrpc":"2.0","id":${call.operation?.id?.toString() ?? 'null'},${refusalMember(call, failure)}}`;
  }
  const own = failure.toBody(call.requestId ?? '').error;
  const protocol = failure instanceof ProtocolFailure;
  const error = JSON.stringify({
    code: protocol ? failure.rpcCode : OWN_CODE_BASE - failure.status,
    message: failure.message,
    data: protocol ? { ...failure.rpcData, ...own } : own,
  });
  const id = call.operation?.id ?? (protocol ? failure.id : null);
  return `{"jsonrpc":"2.0","id":${id?.toString() ?? 'null'},"error":${error}}`;
}
