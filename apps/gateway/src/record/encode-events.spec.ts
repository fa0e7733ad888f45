import { CallPriced, CallTraced } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { Call, type EndedCall } from '../request-path/call.js';
import type { Inbound } from '../request-path/inbound.js';
import type { CallRecord } from './call-record.js';
import { encodeCallPriced, encodeCallTraced } from './encode-events.js';

const ID = '018f4f6e-0000-7000-8000-000000000001';
const NASTY = 'quote " backslash \\ line\n control \u0001 astral 😀 lone \ud800 separator \u2028';

function endedCall(): EndedCall {
  const call = new Call({ headers: {}, target: null } as unknown as Inbound);
  call.requestId = 'req_0123456789';
  call.principal = {
    orgId: ID,
    keyId: ID,
    userId: null,
    teamId: ID,
    projectId: null,
    environment: 'prod',
    agentName: null,
    serviceAccountId: null,
    allowedAddresses: [],
    token: null,
    scopes: { mcp: [], permissions: [] },
    limits: { key: { rps: 1, burst: 1 }, team: null, org: { rps: 1, burst: 1 } },
    expiresAtMs: null,
  };
  call.cost = {
    card: { id: ID, version: 3, mcpServer: '*', tool: '*', priceMicroUsd: 1250 },
    estimateMicroUsd: 1250,
  };
  call.costMicroUsd = 1250;
  return call as EndedCall;
}

const record = (changes: Partial<CallRecord> = {}): CallRecord => ({
  trace: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: null, traceparent: '' },
  operation: 'tools/call',
  serverName: 'files',
  toolName: NASTY,
  agentName: NASTY,
  endTimeMs: 1_700_000_000_000,
  durationUs: 1234,
  outcome: { status: 'error', errorCode: 'tool_error', errorMessage: NASTY },
  errorMessage: NASTY,
  requestSize: 10,
  responseSize: 20,
  requestBody: Buffer.from(NASTY),
  responseBody: null,
  costMicroUsd: 1250,
  attempts: [{ startTimeMs: 1, durationUs: 1500, status: 'timeout', errorCode: 'timeout', errorMessage: NASTY }],
  stages: 'parse=1 choose-route=2',
  ...changes,
});

describe('events of a call', () => {
  it('are what the schema of call.traced says, whatever is in their texts', () => {
    const event = CallTraced.parse(JSON.parse(encodeCallTraced(endedCall(), record())));
    expect(event.payload.toolName).toBe(NASTY.toWellFormed().replace('\ufffd', '\ud800'));
    expect(event.payload.spans).toHaveLength(2);
    expect(Buffer.from(event.payload.spans[0]?.requestBody ?? '', 'base64').toString()).toBe(NASTY.toWellFormed());
    expect(event.payload.spans[1]).toMatchObject({ kind: 'attempt', parentSpanId: 'b'.repeat(16), status: 'timeout' });
  });

  it('are what the schema of call.priced says', () => {
    const event = CallPriced.parse(JSON.parse(encodeCallPriced(endedCall(), record())));
    expect(event.payload).toMatchObject({
      costMicroUsd: 1250,
      priceCardId: ID,
      priceCardVersion: 3,
      priceSource: 'card',
    });
  });

  it('say that a call without a card has no price', () => {
    const call = endedCall();
    call.cost = { card: null, estimateMicroUsd: 0 };
    const event = CallPriced.parse(JSON.parse(encodeCallPriced(call, record({ costMicroUsd: 0 }))));
    expect(event.payload).toMatchObject({ costMicroUsd: 0, priceCardId: null, priceSource: 'none' });
  });

  it('have ids that no other event has', () => {
    const call = endedCall();
    const ids = [encodeCallTraced(call, record()), encodeCallPriced(call, record())].map(
      (text) => (JSON.parse(text) as { id: string }).id,
    );
    expect(new Set(ids).size).toBe(2);
  });
});
