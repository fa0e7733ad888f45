import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditRecorded, GatewayOpsError, SYSTEM_ORG_ID, type Principal } from '@gatewayops/contracts';
import { Masker } from '@gatewayops/domain';
import type { Inbound } from '../request-path/inbound.js';
import { Call } from '../request-path/call.js';
import { AccessAudit } from './access-audit.js';

const ORG = '019a0000-0000-7000-8000-000000000001';
const [A, B] = ['019a0000-0000-7000-8000-00000000000a', '019a0000-0000-7000-8000-00000000000b'] as const;
let published: AuditRecorded[];
let audit: AccessAudit;
beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12, 0, 20) });
  published = [];
  const publish = (_kind: string, _orgId: string, text: string) =>
    void published.push(AuditRecorded.parse(JSON.parse(text)));
  audit = new AccessAudit({ publish }, { maskerOf: () => new Masker({ email: true }) });
});
afterEach(() => {
  audit.close();
  jest.useRealTimers();
});

function note(
  keyId: string | null,
  how: { granted?: boolean; failure?: GatewayOpsError; key?: string; address?: string; was?: string } = {},
) {
  const headers = how.key === undefined ? {} : { authorization: `Bearer ${how.key}` };
  const call = new Call({ headers, clientAddress: how.address ?? '10.0.0.1' } as Inbound);
  call.requestId = 'req_test';
  if (keyId !== null) call.principal = { orgId: ORG, keyId, userId: null } as Principal;
  if (how.granted) call.authorized = true;
  call.failure = how.failure ?? null;
  if (how.was !== undefined) call.refusedKey = { orgId: ORG, keyId: how.was };
  audit.note(call);
}
const rows = () =>
  published.map(({ orgId, payload }) => [orgId, payload.actorId, payload.action, payload.details['count']]);

describe('a minute of a key', () => {
  it('is one row of each kind with a count, however many calls there were', () => {
    for (let i = 0; i < 1_000; i++) note(A, { granted: true });
    for (let i = 0; i < 3; i++) note(A, { failure: new GatewayOpsError('forbidden') });
    note(B, { failure: new GatewayOpsError('rate_limited') });
    expect(published).toEqual([]);
    jest.advanceTimersByTime(40_000);
    expect(rows()).toEqual([
      [ORG, A, 'api_key.used', 1_003],
      [ORG, A, 'permission.granted', 1_000],
      [ORG, A, 'permission.denied', 3],
      [ORG, B, 'api_key.used', 1],
    ]);
    expect(published[0]?.payload).toMatchObject({
      actorType: 'api_key',
      resourceId: A,
      ipAddress: '10.0.0.1',
      requestId: 'req_test',
    });
    note(A);
    jest.advanceTimersByTime(60_000);
    expect(rows().slice(4)).toEqual([[ORG, A, 'api_key.used', 1]]);
  });

  it('is told when the service ends in it', () => {
    note(A);
    audit.close();
    expect(rows()).toEqual([[ORG, A, 'api_key.used', 1]]);
  });
});

describe('keys that are good no more, or that nobody issued', () => {
  const failure = new GatewayOpsError('invalid_token');

  it('are counted by address and the beginning of the key, for no organisation, and never whole', () => {
    const key = `gwo_prd_${'k'.repeat(43)}`;
    for (let i = 0; i < 5; i++) note(null, { failure, key });
    note(null, { failure, key: 'something else' });
    note(null, { failure: new GatewayOpsError('unauthorized') });
    audit.close();
    expect(
      published.map(({ orgId, payload }) => [
        orgId,
        payload.action,
        payload.details['key_prefix'],
        payload.details['count'],
      ]),
    ).toEqual([
      [SYSTEM_ORG_ID, 'api_key.invalid', 'gwo_prd_kkkk', 5],
      [SYSTEM_ORG_ID, 'api_key.invalid', '', 1],
    ]);
    expect(JSON.stringify(published)).not.toContain('kkkkk');
  });

  it('are told to the organisation that had issued them', () => {
    const key = `gwo_prd_${'k'.repeat(43)}`;
    for (let i = 0; i < 3; i++) note(null, { failure, key, was: A });
    note(null, { failure, key });
    audit.close();
    const told = published.map(({ orgId, payload }) => [orgId, payload.resourceId, payload.details['count']]);
    expect(told).toEqual([
      [ORG, A, 3],
      [SYSTEM_ORG_ID, null, 1],
    ]);
  });

  it('take bounded memory, however many are tried', () => {
    for (let i = 0; i < 5_000; i++) note(null, { failure, key: 'gwo_prd_x', address: `10.0.${i >> 8}.${i & 255}` });
    audit.close();
    expect(published).toHaveLength(1_001);
    expect(published.reduce((sum, { payload }) => sum + Number(payload.details['count']), 0)).toBe(5_000);
  });
});
