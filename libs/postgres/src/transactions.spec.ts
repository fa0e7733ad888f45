import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { createDataSource } from './data-source.js';
import { violatedUniqueConstraint } from './failures.js';
import { PostgresFixture } from './postgres.fixture.js';
import { execute, queryRow, queryRows } from './query.js';
import { ensureServiceRole } from './service-role.js';
import { TenantTransactions, type Breaker } from './transactions.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';
const Row = z.object({ name: z.string() });

class CountingBreaker implements Breaker {
  open = false;
  succeeded = 0;
  failed = 0;
  tryAcquire = () => !this.open;
  succeed = () => void this.succeeded++;
  fail = () => void this.failed++;
}

let postgres: PostgresFixture;
let proxy: FaultProxy;
let dataSource: DataSource;
let breaker: CountingBreaker;
let tenants: TenantTransactions;
const operations: string[] = [];

beforeAll(async () => {
  postgres = await PostgresFixture.start();
  await postgres.query(`
    CREATE TABLE things (org_id uuid NOT NULL, name text NOT NULL, made_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT things_name UNIQUE (org_id, name));
    ALTER TABLE things ENABLE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON things USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)`);
  const tables = { things: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] } as const;
  await ensureServiceRole({ url: postgres.url, role: 'service', password: 'x', tables });
  proxy = await FaultProxy.start({ port: postgres.port });
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await postgres.stop();
});

beforeEach(async () => {
  const url = new URL(postgres.urlOf('service', 'x'));
  url.port = String(proxy.port);
  dataSource = createDataSource({
    url: url.href,
    applicationName: 'test',
    limits: { connectionsMax: 2, connectTimeoutMs: 500, statementTimeoutMs: 500, lockTimeoutMs: 200 },
    onQuery: (operation) => void operations.push(operation),
  });
  await dataSource.initialize();
  breaker = new CountingBreaker();
  tenants = new TenantTransactions(dataSource, breaker);
});
afterEach(async () => {
  proxy.blackHole = false;
  proxy.refuse = false;
  await dataSource.destroy();
  await postgres.query('DELETE FROM things');
});

const add = (org: string, name: string) =>
  tenants.run(org, (manager) => execute(manager, 'INSERT INTO things VALUES ($1, $2)', [org, name]));
const names = (org: string) =>
  tenants.run(org, async (manager) =>
    (await queryRows(manager, Row, 'SELECT name FROM things')).map((row) => row.name),
  );

describe('TenantTransactions', () => {
  it('sees one organisation, also when connections are used again', async () => {
    await add(A, 'a');
    await add(B, 'b');
    for (let i = 0; i < 6; i++) expect(await names(i % 2 ? A : B)).toEqual([i % 2 ? 'a' : 'b']);
    const none = await tenants.runWithoutOrganization((manager) => queryRow(manager, Row, 'SELECT name FROM things'));
    expect(none).toBeNull();
  });

  it('rolls back what throws, and hands on the driver’s error without the parameters', async () => {
    await add(A, 'a');
    const error = await tenants
      .run(A, async (manager) => {
        await execute(manager, 'INSERT INTO things VALUES ($1, $2)', [A, 'b']);
        await execute(manager, 'INSERT INTO things VALUES ($1, $2)', [A, 'a']);
      })
      .catch((thrown: unknown) => thrown);
    expect(violatedUniqueConstraint(error)).toBe('things_name');
    expect(error).not.toHaveProperty('parameters');
    expect(await names(A)).toEqual(['a']);
    expect(breaker.failed).toBe(0);
  });

  it('gives timestamps as ISO text and tells of each statement', async () => {
    operations.length = 0;
    await add(A, 'a');
    const Times = z.object({ made_at: z.iso.datetime() });
    expect(await tenants.run(A, (manager) => queryRows(manager, Times, 'SELECT made_at FROM things'))).toHaveLength(1);
    expect(operations).toEqual(['start', 'select', 'insert', 'commit', 'start', 'select', 'select', 'commit']);
  });

  it('ends a statement and a wait for a lock in time', async () => {
    const sleep = tenants.run(A, (manager) => execute(manager, 'SELECT pg_sleep(5)'));
    await expect(sleep).rejects.toMatchObject({ code: 'service_unavailable' });
    await add(A, 'a');
    const update = "UPDATE things SET name = 'x'";
    const waited = tenants.run(A, async (manager) => {
      await execute(manager, update);
      return tenants.run(A, (other) => execute(other, update));
    });
    await expect(waited).rejects.toMatchObject({ code: 'service_unavailable' });
    // The lock was one tenant's own doing; only the slow statement speaks against the database.
    expect(breaker.failed).toBe(1);
    expect(await names(A)).toEqual(['a']);
  });

  it('ends a wait for a connection in time', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const holders = [1, 2].map(() => tenants.run(A, () => held));
    await expect(names(A)).rejects.toMatchObject({ code: 'service_unavailable' });
    release();
    await Promise.all(holders);
    expect(await names(A)).toEqual([]);
  });

  it.each([
    ['cut', () => void proxy.cut()],
    ['swallowed', () => void (proxy.blackHole = true)],
  ])('drops a connection that was %s, and recovers', async (_what, breakIt) => {
    await add(A, 'a');
    const broken = tenants.run(A, async (manager) => {
      breakIt();
      return execute(manager, 'SELECT 1');
    });
    await expect(broken).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(breaker.failed).toBe(1);
    proxy.blackHole = false;
    for (let i = 0; i < 3; i++) expect(await names(A)).toEqual(['a']);
  });

  it('asks the breaker first', async () => {
    breaker.open = true;
    await expect(names(A)).rejects.toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 10 });
    breaker.open = false;
    await names(A);
    expect(breaker.succeeded).toBe(1);
  });

  it('tells the breaker that nobody answers', async () => {
    proxy.refuse = true;
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(names(A)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(breaker.failed).toBe(1);
  });
});
