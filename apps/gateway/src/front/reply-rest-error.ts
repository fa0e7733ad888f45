import { GatewayOpsError, type ErrorCode } from '@gatewayops/contracts';
import { rpcErrorParts } from '@gatewayops/mcp';
import { collect } from '../legs/collect.js';
import type { ValueAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import { RPC } from './protocol-failure.js';
import type { Reply } from './reply.js';
import { errorEvent } from './rest/takes-events.js';
import { ValueCapture } from './response-capture.js';

const MESSAGE_CHARS_MAX = 1024;

/** Errors that say that the caller asked for the wrong thing; any other is the server's. */
const CALLERS_CODES = new Map<number | null, ErrorCode>([
  [RPC.invalidParams, 'bad_request'],
  [RPC.methodNotFound, 'not_found'],
  // A capability that the caller did not declare (2026-07-28).
  [RPC.missingCapability, 'bad_request'],
  // Resource not found, up to 2025-11-25 (Resources, Error Handling).
  [-32_002, 'not_found'],
]);

/**
 * A JSON-RPC error of the server, to a REST caller: in the one error format, with the server's words. It is an answer all the
 * same, and is traced and priced as one.
 */
export function restErrorReply(call: Call, answer: ValueAnswer, out: Outbound): Reply {
  const capture = new ValueCapture('error');
  let failure = new GatewayOpsError('upstream_error');
  return {
    capture,
    async start() {
      const body = await collect(answer.body);
      capture.add(body);
      failure = failureOf(body);
    },
    finish() {
      const body = JSON.stringify(failure.toBody(call.requestId!));
      if (out.started) return out.end(errorEvent(body));
      const headers = answerHeaders(call);
      headers.push('Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(body)));
      out.head(failure.status, headers);
      out.end(body);
    },
  };
}

function failureOf(error: Buffer): GatewayOpsError {
  const { code, message } = rpcErrorParts(error);
  const words = message === '' ? '.' : `: ${message.slice(0, MESSAGE_CHARS_MAX)}`;
  return new GatewayOpsError(CALLERS_CODES.get(code) ?? 'upstream_error', {
    message: `The MCP server answered with error ${code ?? 'without a code'}${words}`,
  });
}
