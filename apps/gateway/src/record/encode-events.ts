import type { Principal } from '@gatewayops/contracts';
import type { Attempt } from '@gatewayops/mcp';
import type { EndedCall } from '../request-path/call.js';
import { newEventId, newSpanId } from './random-ids.js';
import type { CallRecord } from './call-record.js';

/**
 * `call.traced` as JSON text. Written by hand because it is made for every call: a tree of objects only to be stringified
 * costs more than all the rest of the recording. `encode-events.spec.ts` holds it against the event's schema.
 */
export function encodeCallTraced(call: EndedCall, record: CallRecord): string {
  const { principal } = call;
  const { trace } = record;
  let spans = rootSpan(call, record);
  for (const attempt of record.attempts) spans += `,${attemptSpan(attempt, trace.spanId, record.operation)}`;
  return (
    `{"id":"${newEventId(call.startTimeMs)}","type":"call.traced","version":1,"orgId":"${principal.orgId}",` +
    `"occurredAt":${record.endTimeMs},"payload":{"traceId":"${trace.traceId}","requestId":${JSON.stringify(call.requestId)},` +
    `${actorOf(principal)},"agentName":${JSON.stringify(record.agentName)},"mcpServer":${JSON.stringify(record.serverName)},` +
    `"toolName":${JSON.stringify(record.toolName)},"spans":[${spans}]}}`
  );
}

/** `call.priced` as JSON text, for a call that was sent upstream. */
export function encodeCallPriced(call: EndedCall, record: CallRecord): string {
  const card = call.cost?.card ?? null;
  const costMicroUsd = record.costMicroUsd;
  const source = card === null || call.costMicroUsd === null ? 'none' : 'card';
  return (
    `{"id":"${newEventId(call.startTimeMs)}","type":"call.priced","version":1,"orgId":"${call.principal.orgId}",` +
    `"occurredAt":${record.endTimeMs},"payload":{"traceId":"${record.trace.traceId}","spanId":"${record.trace.spanId}",` +
    `"requestId":${JSON.stringify(call.requestId)},${actorOf(call.principal)},"mcpServer":${JSON.stringify(record.serverName)},` +
    `"toolName":${JSON.stringify(record.toolName)},"inputTokens":0,"outputTokens":0,"costMicroUsd":${costMicroUsd},` +
    `"estimateMicroUsd":${call.cost?.estimateMicroUsd ?? 0},"currency":"USD",` +
    `"priceCardId":${card === null ? 'null' : `"${card.id}"`},"priceCardVersion":${card === null ? 'null' : card.version},` +
    `"priceSource":"${source}"}}`
  );
}

function rootSpan(call: EndedCall, record: CallRecord): string {
  const { trace, outcome } = record;
  return (
    `{"spanId":"${trace.spanId}","parentSpanId":${trace.parentSpanId === null ? 'null' : `"${trace.parentSpanId}"`},` +
    `"kind":"call","operation":${JSON.stringify(record.operation)},"startTimeMs":${call.startTimeMs},` +
    `"endTimeMs":${record.endTimeMs},"durationUs":${record.durationUs},"status":"${outcome.status}",` +
    `"requestSize":${record.requestSize},"responseSize":${record.responseSize},"requestBody":${base64(record.requestBody)},` +
    `"responseBody":${base64(record.responseBody)},"costMicroUsd":${record.costMicroUsd},` +
    `"errorCode":${orNull(outcome.errorCode)},"errorMessage":${orNull(record.errorMessage)},` +
    `"attributes":{"gateway.stages_us":"${record.stages}"}}`
  );
}

function attemptSpan(attempt: Attempt, parentSpanId: string, operation: string): string {
  const endTimeMs = attempt.startTimeMs + Math.round(attempt.durationUs / 1000);
  return (
    `{"spanId":"${newSpanId()}","parentSpanId":"${parentSpanId}","kind":"attempt",` +
    `"operation":${JSON.stringify(`${operation}/attempt`)},"startTimeMs":${attempt.startTimeMs},"endTimeMs":${endTimeMs},` +
    `"durationUs":${attempt.durationUs},"status":"${attempt.status}","requestSize":0,"responseSize":0,"requestBody":null,` +
    `"responseBody":null,"costMicroUsd":0,"errorCode":${orNull(attempt.errorCode)},` +
    `"errorMessage":${orNull(attempt.errorMessage)},"attributes":{}}`
  );
}

const orNull = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));

const base64 = (bytes: Buffer | null): string => (bytes === null ? 'null' : `"${bytes.toString('base64')}"`);

const actors = new WeakMap<Principal, string>();

/** The members that are the same for every call of a key, made once for each verdict. */
function actorOf(principal: Principal): string {
  const known = actors.get(principal);
  if (known !== undefined) return known;
  const { keyId, userId, teamId, projectId, environment } = principal;
  const text = JSON.stringify({ keyId, userId, teamId, projectId, environment }).slice(1, -1);
  actors.set(principal, text);
  return text;
}
