import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { CallPriced, CallTraced } from '@gatewayops/contracts';
import { jsonOfSize } from '../load/content.js';
import { PRICE_MICRO_USD } from '../stack/bench-stack.js';

const BODY = Buffer.from(jsonOfSize(200, (text) => `{"text":${text}}`)).toString('base64');
const KEY_ID = uuidv7();

/** What the gateway says of one call: two spans and a cost, as JSON. */
export interface CallEvents {
  traced: string;
  priced: string;
}

const identities = {
  keyId: KEY_ID,
  userId: null,
  teamId: null,
  projectId: null,
  environment: 'prod',
  mcpServer: 'b200',
  toolName: 'lookup',
};

export function eventsOfCall(orgId: string): CallEvents {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  const requestId = `req_${traceId}`;
  const occurredAt = Date.now();
  const base = { startTimeMs: occurredAt - 2, endTimeMs: occurredAt, durationUs: 1_900, status: 'success' as const };
  const ok = { ...base, requestSize: 200, responseSize: 200, errorCode: null, errorMessage: null };
  const root = { ...ok, spanId, parentSpanId: null, kind: 'call' as const, operation: 'tools/call', costMicroUsd: PRICE_MICRO_USD, requestBody: BODY, responseBody: BODY, attributes: { 'stage.call-upstream.us': '1500' } };
  const attempt = { ...ok, spanId: randomBytes(8).toString('hex'), parentSpanId: spanId, kind: 'attempt' as const, operation: 'tools/call/attempt', costMicroUsd: 0, requestBody: null, responseBody: null, attributes: {} };
  const traced: CallTraced = {
    id: uuidv7(), type: 'call.traced', version: 1, orgId, occurredAt,
    payload: { ...identities, traceId, requestId, agentName: 'bench', spans: [root, attempt] },
  };
  const priced: CallPriced = {
    id: uuidv7(), type: 'call.priced', version: 1, orgId, occurredAt,
    payload: { ...identities, traceId, spanId, requestId, inputTokens: 0, outputTokens: 0, costMicroUsd: PRICE_MICRO_USD, estimateMicroUsd: PRICE_MICRO_USD, currency: 'USD', priceCardId: uuidv7(), priceCardVersion: 1, priceSource: 'card' },
  };
  return { traced: JSON.stringify(traced), priced: JSON.stringify(priced) };
} // prettier-ignore
