import type { SpanStatus } from '@gatewayops/contracts';
import { memberOf, sliceOf } from '@gatewayops/mcp';
import type { CapturedValue } from '../front/response-capture.js';
import type { Call } from '../request-path/call.js';

/** How a call went, in the words of its span. */
export interface Outcome {
  readonly status: SpanStatus;
  /** A code of our error table, `tool_error` for a tool that says so itself, or `rpc:<code>`; null on success. */
  readonly errorCode: string | null;
  /** Unmasked. */
  readonly errorMessage: string | null;
}

const SUCCESS: Outcome = { status: 'success', errorCode: null, errorMessage: null };
/** Enough for masking to look past its own cut: half a secret must not remain at the end. */
const ERROR_TEXT_MAX = 16_384;

export function outcomeOf(call: Call, captured: CapturedValue | null): Outcome {
  if (call.failure !== null) {
    const status = call.failure.code === 'timeout' ? 'timeout' : 'error';
    return { status, errorCode: call.failure.code, errorMessage: call.failure.message };
  }
  if (captured?.outcome === 'error') return rpcError(captured.value);
  if (captured !== null && call.operation?.method === 'tools/call') return toolOutcome(captured.value);
  if (call.answer?.kind === 'relay' && call.answer.status >= 400) {
    return { status: 'error', errorCode: `http:${call.answer.status}`, errorMessage: null };
  }
  return SUCCESS;
}

function rpcError(value: Buffer): Outcome {
  const error = decode(value);
  const code = typeof error?.code === 'number' ? error.code : 0;
  const message = typeof error?.message === 'string' ? error.message.slice(0, ERROR_TEXT_MAX) : null;
  return { status: 'error', errorCode: `rpc:${code}`, errorMessage: message };
}

/** A tool reports its own failure as a result with `isError` (2026-07-28, Tools, Error Handling). */
function toolOutcome(value: Buffer): Outcome {
  // The word is looked for first: finding it takes a fraction of cutting the result into its members.
  if (!value.includes('"isError"') || !isErrorResult(value)) return SUCCESS;
  const content: unknown = decode(value)?.content;
  const first: unknown = Array.isArray(content) ? content[0] : undefined;
  const text = typeof first === 'object' && first !== null && 'text' in first ? first.text : null;
  const errorMessage = typeof text === 'string' ? text.slice(0, ERROR_TEXT_MAX) : null;
  return { status: 'error', errorCode: 'tool_error', errorMessage };
}

function isErrorResult(value: Buffer): boolean {
  try {
    const flag = memberOf(sliceOf(value), 'isError');
    return flag !== null && flag.bytes[flag.start] === 0x74; // `true`
  } catch {
    return false;
  }
}

function decode(value: Buffer): Record<string, unknown> | null {
  try {
    const decoded: unknown = JSON.parse(value.toString('utf8'));
    return typeof decoded === 'object' && decoded !== null ? (decoded as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
