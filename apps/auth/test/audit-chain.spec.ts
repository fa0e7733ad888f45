import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streamName, type AuditRecorded } from '@gatewayops/contracts';
import { auditTrail } from './audit-trail.js';
import { auditEvent, ChainObserver, until } from './audit-chains.js';
import { AuthClient, unique } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let chains: ChainObserver;
beforeAll(async () => {
  chains = await ChainObserver.open(stack);
});
afterAll(() => chains.close());

async function append(stream: string, events: readonly AuditRecorded[]): Promise<void> {
  const pipeline = chains.redis.pipeline();
  for (const event of events) pipeline.xadd(stream, '*', 'e', JSON.stringify(event));
  await pipeline.exec();
}

const places = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

/** Each event once, at places without a gap, in a chain that holds. */
async function expectWhole(orgId: string, eventIds: readonly string[]): Promise<void> {
  const rows = await auditTrail(stack, orgId, eventIds.length);
  expect(rows.map((row) => row.id).toSorted()).toEqual(eventIds.toSorted());
  expect(rows.map((row) => row.seq)).toEqual(places(eventIds.length));
  expect(await chains.verify(orgId)).toMatchObject({ rows: eventIds.length, problems: [] });
}

describe('the chain of an organisation', () => {
  it('has a row for each of 200 changes at once in two organisations', async () => {
    const orgs = await Promise.all([client.createOrganization(), client.createOrganization()]);
    const made = await Promise.all(
      orgs.flatMap((orgId) =>
        Array.from({ length: 100 }, async () => ({
          orgId,
          id: await client.create(orgId, '/v1/teams', { name: unique() }),
        })),
      ),
    );
    for (const orgId of orgs) {
      const rows = await auditTrail(stack, orgId, 101);
      expect(rows.map((row) => row.seq)).toEqual(places(101));
      const own = made.filter((team) => team.orgId === orgId).map((team) => team.id);
      expect(
        rows
          .slice(1)
          .map((row) => row.resource_id)
          .toSorted(),
      ).toEqual(own.toSorted());
      expect(await chains.verify(orgId)).toMatchObject({ rows: 101, problems: [] });
    }
  });

  it('is one with two services at once, and takes an event that comes twice once', async () => {
    const second = await startAuth(stack.environment);
    try {
      const orgs = await Promise.all([client.createOrganization(), client.createOrganization()]);
      for (const orgId of orgs) await auditTrail(stack, orgId);
      const events = Array.from({ length: 1_000 }, (_, i) => auditEvent(orgs[i % 2] ?? '', { i }));
      await append(streamName('audit'), events.slice(0, 600));
      await append(streamName('audit'), events);
      for (const orgId of orgs) {
        const [first] = await auditTrail(stack, orgId, 501);
        const own = events.filter((event) => event.orgId === orgId).map((event) => event.id);
        expect(first?.seq).toBe('1');
        await expectWhole(orgId, [first?.id ?? '', ...own]);
      }
    } finally {
      await second.stop();
    }
  });

  it('loses nothing and repeats nothing when an appender is killed in the middle', async () => {
    const stream = `gwo:{audit-${unique()}}`;
    const start = async (): Promise<ChildProcess> => {
      const args = [stack.databaseUrl, stack.redisUrl, stream];
      const child = fork(join(import.meta.dirname, 'appender-process.ts'), args, { execArgv: [], stdio: 'inherit' });
      await once(child, 'message');
      return child;
    };
    const orgId = await client.createOrganization();
    const [created] = await auditTrail(stack, orgId);
    const killed = await start();
    const events = Array.from({ length: 2_000 }, (_, i) => auditEvent(orgId, { i }));
    await append(stream, events);
    await auditTrail(stack, orgId, 200);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect((await auditTrail(stack, orgId)).length).toBeLessThan(2_001);
    const successor = await start();
    try {
      await expectWhole(orgId, [created?.id ?? '', ...events.map((event) => event.id)]);
      await until(async () => (await chains.redis.xlen(stream)) === 0);
    } finally {
      successor.kill('SIGTERM');
      await once(successor, 'exit');
    }
  });

  it('keeps what a database cannot hold to the letter as something that it can', async () => {
    const orgId = await client.createOrganization();
    await auditTrail(stack, orgId);
    const odd = {
      'a\u0000b': 'c\u0000d',
      half: '\ud800',
      tiny: 5e-324,
      zero: -0,
      deep: { z: [1.5, null, 'é'], a: 1e21 },
    };
    const events = [auditEvent(orgId, odd), auditEvent(orgId, { long: 'x'.repeat(70_000) })];
    await append(streamName('audit'), events);
    const rows = await auditTrail(stack, orgId, 3);
    expect(rows[1]?.details).toEqual({
      'a\uFFFDb': 'c\uFFFDd', half: '\uFFFD', tiny: 5e-324, zero: 0, deep: { z: [1.5, null, 'é'], a: 1e21 },
    }); // prettier-ignore
    expect(rows[2]?.details).toMatchObject({ omitted: true });
    expect((await chains.verify(orgId)).problems).toEqual([]);
  });
});
