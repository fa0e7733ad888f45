import { McpServerName } from '@gatewayops/contracts';
import type { Masker } from '@gatewayops/domain';
import type { Attempt } from '@gatewayops/mcp';
import type { CapturedValue } from '../front/response-capture.js';
import type { CallRecord } from '../record/call-record.js';
import type { EndedCall } from './call.js';
import { outcomeOf } from '../record/outcome.js';
import { traceFrom } from './04-start-trace.js';

/** What is stored of a body at most; its size is stored as it was. */
export const STORED_BODY_BYTES_MAX = 64 * 1024;
const AGENT_NAME_MAX = 255;
const TOOL_NAME_MAX = 512;

/** What the answer was, as it was seen while it was sent. */
export interface Seen {
  readonly captured: CapturedValue | null;
  readonly responseSize: number;
}

/** Closes the books on a call: times, sizes, how it went, and the masked bodies. Nothing unmasked goes on from here. */
export const endTrace = (masker: Masker, stageNames: readonly string[]) =>
  function endTrace(call: EndedCall, seen: Seen): CallRecord {
    // A call refused before stage 04 has no trace yet, and is traced all the same.
    const trace = (call.trace ??= traceFrom(null));
    const outcome = outcomeOf(call, seen.captured);
    const body = call.body;
    return {
      trace,
      operation: call.operation?.method || fallbackOperation(call),
      serverName: serverNameOf(call),
      toolName: masker.maskText((call.operation?.name ?? '').slice(0, TOOL_NAME_MAX)),
      agentName: masker.maskText(agentNameOf(call)),
      endTimeMs: Date.now(),
      durationUs: Math.round((performance.now() - call.startedAt) * 1000),
      outcome,
      errorMessage: outcome.errorMessage === null ? null : masker.maskText(outcome.errorMessage),
      requestSize: body?.length ?? 0,
      responseSize: seen.responseSize,
      requestBody: body === null || body.length === 0 ? null : masker.maskJson(body, STORED_BODY_BYTES_MAX),
      responseBody: seen.captured === null ? null : masker.maskJson(seen.captured.value, STORED_BODY_BYTES_MAX),
      costMicroUsd: call.costMicroUsd ?? 0,
      attempts: attemptsOf(call).map((attempt) => maskAttempt(attempt, masker)),
      stages: call.stageTimesUs.map((us, index) => `${stageNames[index]}=${us}`).join(' '),
    };
  };

/** Refused before its body was read, all that is known of a call is its address. */
function fallbackOperation(call: EndedCall): string {
  const { target, httpMethod } = call.inbound;
  return target?.kind === 'rest' ? target.method : `http:${httpMethod.toLowerCase()}`;
}

/** The name in the address may be anything; only what could be a server's is stored. */
function serverNameOf(call: EndedCall): string {
  if (call.server !== null) return call.server.name;
  const name = McpServerName.safeParse(call.inbound.target?.serverName);
  return name.success ? name.data : '';
}

/** From the key, else from the header that agents may send. */
function agentNameOf(call: EndedCall): string {
  if (call.principal.agentName !== null) return call.principal.agentName;
  const header = call.inbound.headers['x-agent-name'];
  return typeof header === 'string' ? header.slice(0, AGENT_NAME_MAX) : '';
}

function maskAttempt(attempt: Attempt, masker: Masker): Attempt {
  if (attempt.errorMessage === null) return attempt;
  return { ...attempt, errorMessage: masker.maskText(attempt.errorMessage) };
}

function attemptsOf(call: EndedCall): CallRecord['attempts'] {
  if (call.answer !== null) return call.answer.attempts;
  return call.failure !== null && 'attempts' in call.failure ? (call.failure.attempts as CallRecord['attempts']) : [];
}
