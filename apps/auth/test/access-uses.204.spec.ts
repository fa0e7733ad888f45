import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());

interface Row {
  event_type: string;
  details: Record<string, unknown>;
}

async function rowsOf(orgId: string, type: string, count: number): Promise<Row[]> {
  for (const deadline = Date.now() + 10_000; ;) {
    const { body } = await client.call<{ items: Row[] }>('GET', `/v1/audit-logs?event_type=${type}`, { orgId });
    if (body.items.length >= count || Date.now() > deadline) return body.items;
    await sleep(50);
  }
}

describe('POST /internal/v1/auth/access-uses: 204', () => {
  it('puts what was granted and denied into the audit log, once however often it is told', async () => {
    const orgId = await client.createOrganization();
    const use = {
      id: randomUUID(), orgId, actorType: 'user', actorId: randomUUID(), actorEmail: 'ann@example.com', granted: 7, denied: 2,
      refused: ['teams:create'], service: 'cost', firstAtMs: Date.now() - 1_000, lastAtMs: Date.now(), ipAddress: '203.0.113.9',
    }; // prettier-ignore
    const tell = () => client.internal('POST', '/internal/v1/auth/access-uses', { uses: [use] });
    for (let i = 0; i < 2; i++) expect((await tell()).status).toBe(204);
    expect(await rowsOf(orgId, 'permission.granted', 1)).toMatchObject([{ details: { count: 7, service: 'cost' } }]);
    expect(await rowsOf(orgId, 'permission.denied', 1)).toMatchObject([
      { details: { count: 2, refused: ['teams:create'] } },
    ]);
  });
});
