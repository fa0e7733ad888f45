import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { addToOutbox, type OutboxRow } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { PostgresFixture } from './postgres.fixture.js';
import { ensureServiceRole } from './service-role.js';
import { TenantTransactions } from './transactions.js';

const ORGS = ['a', 'b', 'c'].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`);
let postgres: PostgresFixture;
let dataSource: DataSource;
let tenants: TenantTransactions;

beforeAll(async () => {
  postgres = await PostgresFixture.start();
  await postgres.query(`
    CREATE TABLE outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id uuid NOT NULL, topic text NOT NULL, message text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), published_at timestamptz);
    ALTER TABLE outbox ENABLE ROW LEVEL SECURITY; ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant_writes ON outbox FOR INSERT
      WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
    CREATE POLICY relay ON outbox USING (current_setting('app.relay', true) = 'on')`);
  const tables = { outbox: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] } as const;
  await ensureServiceRole({ url: postgres.url, role: 'service', password: 'x', tables });
  dataSource = createDataSource({ url: postgres.urlOf('service', 'x'), applicationName: 'test' });
  await dataSource.initialize();
  tenants = new TenantTransactions(dataSource);
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  await postgres.stop();
});
beforeEach(async () => {
  await postgres.query('DELETE FROM outbox');
});

const add = (orgId: string, message: string) =>
  tenants.run(orgId, (manager) => addToOutbox(manager, 'outbox', { orgId, topic: 't', message }));
const relayTo = (publish: (rows: OutboxRow[]) => Promise<void>, options: object = {}) =>
  new OutboxRelay({ dataSource, table: 'outbox', publish, onError: () => undefined, intervalMs: 20, ...options });
const pending = async () =>
  Number((await postgres.query('SELECT count(*) AS n FROM outbox WHERE published_at IS NULL'))[0]?.['n']);

describe('OutboxRelay', () => {
  it('publishes each row once and in its organisation’s order, with several replicas at work', async () => {
    const sent: { orgId: string; message: string; relay: number }[] = [];
    const relays = [1, 2, 3].map((relay) =>
      relayTo(
        async (rows) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          sent.push(...rows.map(({ orgId, message }) => ({ orgId, message, relay })));
        },
        { rowsMax: 7 },
      ),
    );
    for (const relay of relays) relay.start();
    await Promise.all(
      ORGS.map(async (orgId) => {
        for (let i = 0; i < 60; i++) await add(orgId, String(i));
      }),
    );
    for (let tries = 0; (await pending()) > 0 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(relays.map((relay) => relay.stop()));
    const expected = Array.from({ length: 60 }, (_, i) => String(i));
    for (const orgId of ORGS)
      expect(sent.filter((row) => row.orgId === orgId).map((row) => row.message)).toEqual(expected);
    expect(new Set(sent.map((row) => row.relay)).size).toBeGreaterThan(1);
  });

  it('publishes nothing of a transaction that did not commit', async () => {
    const [orgId = ''] = ORGS;
    const undone = tenants.run(orgId, async (manager) => {
      await addToOutbox(manager, 'outbox', { orgId, topic: 't', message: 'undone' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await relayTo(async () => undefined).publishPending()).toBe(0);
  });

  it('keeps rows whose publishing failed, and tries again', async () => {
    await add(ORGS[0] ?? '', 'one');
    let failures = 2;
    const sent: string[] = [];
    const errors: unknown[] = [];
    const relay = relayTo(
      async (rows) => {
        if (failures-- > 0) throw new Error('away');
        sent.push(...rows.map((row) => row.message));
      },
      { onError: (error: unknown) => void errors.push(error) },
    );
    relay.start();
    for (let tries = 0; sent.length === 0 && tries < 60; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await relay.stop();
    expect([sent, errors.length, await pending()]).toEqual([['one'], 2, 0]);
  });

  it('publishes at once when it is nudged', async () => {
    const sent = Promise.withResolvers<OutboxRow[]>();
    const relay = relayTo(async (rows) => sent.resolve(rows), { intervalMs: 60_000 });
    relay.start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await add(ORGS[0] ?? '', 'one');
    relay.nudge();
    expect(await sent.promise).toHaveLength(1);
    await relay.stop();
  }, 5_000);

  it('removes what was published long ago, and nothing else', async () => {
    await add(ORGS[0] ?? '', 'old');
    const relay = relayTo(async () => undefined, { keepMs: 3_600_000 });
    await relay.publishPending();
    await add(ORGS[0] ?? '', 'pending');
    expect(await relay.prune()).toBe(0);
    await postgres.query("UPDATE outbox SET published_at = now() - interval '2 hours' WHERE published_at IS NOT NULL");
    expect(await relay.prune()).toBe(1);
    expect(await pending()).toBe(1);
  });
});
