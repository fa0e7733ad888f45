import { randomBytes, randomUUID } from 'node:crypto';
import type { CallPriced, CallSpan, CallTraced } from '@gatewayops/contracts';

export const newTraceId = (): string => randomBytes(16).toString('hex');
export const newSpanId = (): string => randomBytes(8).toString('hex');

/** A root span that went well, with what is given instead. Its bodies are text until {@link encodeEvent}. */
export function callSpan(fields: Partial<CallSpan> = {}): CallSpan {
  const startTimeMs = fields.startTimeMs ?? Date.now();
  return {
    spanId: newSpanId(),
    parentSpanId: null,
    kind: 'call',
    operation: 'tools/call',
    startTimeMs,
    endTimeMs: startTimeMs + 5,
    durationUs: 5_123,
    status: 'success',
    requestSize: 200,
    responseSize: 200,
    requestBody: '{"name":"echo","arguments":{"message":"hello"}}',
    responseBody: '{"content":[{"type":"text","text":"hello"}]}',
    costMicroUsd: 1_500,
    errorCode: null,
    errorMessage: null,
    attributes: { 'stage.authenticate_us': '12', 'stage.call-upstream_us': '4000' },
    ...fields,
  };
}

/** One try upstream of the call whose root is `root`. */
export const attemptSpan = (root: CallSpan, fields: Partial<CallSpan> = {}): CallSpan =>
  callSpan({
    startTimeMs: root.startTimeMs,
    parentSpanId: root.spanId,
    kind: 'attempt',
    operation: `${root.operation}/attempt`,
    requestBody: null,
    responseBody: null,
    costMicroUsd: 0,
    attributes: {},
    ...fields,
  });

/** An event as it stands on its stream: with its bodies, which are text in here, in base64. */
export function encodeEvent(event: object): string {
  return JSON.stringify(event, (key, value: unknown) =>
    (key === 'requestBody' || key === 'responseBody') && typeof value === 'string'
      ? Buffer.from(value).toString('base64')
      : value,
  );
}

/** A call as the gateway records it: a root and one attempt, unless `spans` are given. */
export function callTraced(orgId: string, payload: Partial<CallTraced['payload']> = {}): CallTraced {
  const root = callSpan();
  const spans = payload.spans ?? [root, attemptSpan(root)];
  return {
    id: randomUUID(),
    type: 'call.traced',
    version: 1,
    orgId,
    occurredAt: spans[0]?.endTimeMs ?? Date.now(),
    payload: {
      traceId: newTraceId(),
      requestId: `req_${randomUUID()}`,
      keyId: '019a0000-0000-7000-8000-0000000000aa',
      userId: null,
      teamId: null,
      projectId: null,
      environment: 'test',
      agentName: 'agent',
      mcpServer: 'everything',
      toolName: 'echo',
      ...payload,
      spans,
    },
  };
}

/** What a call cost, as the gateway records it. */
export function callPriced(
  orgId: string,
  payload: Partial<CallPriced['payload']> = {},
  occurredAt = Date.now(),
): CallPriced {
  return {
    id: randomUUID(),
    type: 'call.priced',
    version: 1,
    orgId,
    occurredAt,
    payload: {
      traceId: newTraceId(),
      spanId: newSpanId(),
      requestId: `req_${randomUUID()}`,
      keyId: '019a0000-0000-7000-8000-0000000000aa',
      userId: null,
      teamId: null,
      projectId: null,
      environment: 'test',
      mcpServer: 'everything',
      toolName: 'echo',
      inputTokens: 0,
      outputTokens: 0,
      costMicroUsd: 1_500,
      estimateMicroUsd: 1_500,
      currency: 'USD',
      priceCardId: null,
      priceCardVersion: null,
      priceSource: 'card',
      ...payload,
    },
  };
}
