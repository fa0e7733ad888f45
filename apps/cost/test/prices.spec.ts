import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AuditRecorded,
  CONFIG_CHANGES_CHANNEL,
  ConfigChange,
  ErrorBody,
  Price,
  PriceBook,
  PriceListResponse,
  streamName,
} from '@gatewayops/contracts';
import { connectRedis, type Redis } from '@gatewayops/redis';
import { InternalClient, signServiceToken } from '@gatewayops/service';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ADMIN_TOKEN, CostStack, eventually } from './cost-stack.js';

let stack: CostStack;
let subscriber: Redis;
let gateway: InternalClient;
const heard: { orgId: string; what: string }[] = [];
let orgId: string;

beforeAll(async () => {
  stack = await CostStack.start();
  subscriber = connectRedis({ url: stack.redisEngine.url, name: 'test:subscriber' });
  subscriber.on('message', (_channel, message) => heard.push(ConfigChange.parse(JSON.parse(message))));
  await subscriber.subscribe(CONFIG_CHANGES_CHANNEL);
  const secret = 's'.repeat(32);
  gateway = new InternalClient({ baseUrl: stack.service!.url, caller: 'gateway', audience: 'cost', secret });
}, 60_000);
beforeEach(() => {
  orgId = randomUUID();
  stack.auth.addOrganization(orgId);
});
afterAll(async () => {
  subscriber?.disconnect();
  await gateway?.close();
  await stack?.close();
}, 30_000);

const inForce = (id = orgId) =>
  gateway.request({ method: 'GET', path: `/internal/v1/prices/${id}`, answer: PriceBook });

const admin = (path: string, init: { method?: string; body?: unknown } = {}, id = orgId) =>
  stack.call(path, { token: ADMIN_TOKEN, orgId: id, ...init });
const set = async (fields: object) => {
  const answer = await admin('/v1/prices', { body: { mcp_server: 'files', price_micro_usd: 1_500, ...fields } });
  expect(answer.status).toBe(201);
  return Price.parse(answer.body);
};
const list = async (query = '') => PriceListResponse.parse((await admin(`/v1/prices${query}`)).body);
/** The changes of this test's organisation, once there are `count`. */
const changesHeard = (count: number) =>
  eventually(
    async () => heard.filter((change) => change.orgId === orgId),
    ({ length }) => length >= count,
  );
const refusal = ({ status, body }: { status: number; body: unknown }) => [status, ErrorBody.parse(body).error.code];

it('a change is in the audit log, with who made it and what it was', async () => {
  const { id } = await set({ tool: 'read' });
  await admin(`/v1/prices/${id}`, { method: 'DELETE' });
  const own = await eventually(
    async () => {
      const entries = await stack.redis.xrange(streamName('audit'), '-', '+');
      return entries
        .map(([, fields]) => AuditRecorded.parse(JSON.parse(fields[1] ?? '')))
        .filter((event) => event.orgId === orgId);
    },
    ({ length }) => length >= 2,
  );
  const details = { mcp_server: 'files', tool: 'read', price_micro_usd: 1_500 };
  expect(own.map(({ payload }) => payload)).toMatchObject([
    {
      action: 'config.changed',
      resourceType: 'price',
      resourceId: id,
      actorType: 'system',
      ipAddress: '127.0.0.1',
      details: { change: 'set', version: 1, ...details },
    },
    { action: 'config.changed', resourceId: id, details: { change: 'ended', version: 2, ...details } },
  ]);
});

describe('POST /v1/prices', () => {
  it('201: makes a card, and its next version where the patterns are the same', async () => {
    const first = await set({ tool: 'read_*' });
    expect(first).toMatchObject({ version: 1, mcp_server: 'files', tool: 'read_*', price: 0.0015 });
    const second = await set({ tool: 'read_*', price_micro_usd: 2_000 });
    expect(second).toMatchObject({ id: first.id, version: 2, price_micro_usd: 2_000 });
    const other = await set({ tool: '*' });
    expect(other.id).not.toBe(first.id);
    expect((await inForce()).cards.map(({ version }) => version).toSorted()).toEqual([1, 2]);
  });

  it('201: overwrites nothing, and could not', async () => {
    const { id } = await set({});
    await set({ price_micro_usd: 2 });
    const client = new pg.Client({ connectionString: stack.databaseUrl });
    await client.connect();
    await client.query(`SELECT set_config('app.org_id', $1, false)`, [orgId]);
    const { rows } = await client.query(
      'SELECT version, price_micro_usd FROM price_cards WHERE id = $1 ORDER BY version',
      [id],
    );
    expect(rows).toEqual([
      { version: 1, price_micro_usd: '1500' },
      { version: 2, price_micro_usd: '2' },
    ]);
    await expect(client.query('UPDATE price_cards SET price_micro_usd = 0')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('DELETE FROM price_cards')).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  it('201: gives each of many changes at once a version of its own', async () => {
    const prices = await Promise.all(Array.from({ length: 8 }, (_, i) => set({ price_micro_usd: i })));
    expect(prices.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(prices.map(({ id }) => id)).size).toBe(1);
  });

  it('201: tells gateways, once it can be read', async () => {
    await set({});
    expect(await changesHeard(1)).toEqual([{ orgId, what: 'prices' }]);
    expect((await inForce()).cards).toHaveLength(1);
  });

  it.each([
    [{ price_micro_usd: 1.5 }, 'price_micro_usd'],
    [{ price_micro_usd: -1 }, 'price_micro_usd'],
    [{ price_micro_usd: 1_000_000_000_001 }, 'price_micro_usd'],
    [{ price_micro_usd: '5' }, 'price_micro_usd'],
    [{ mcp_server: '' }, 'mcp_server'],
    [{ tool: '*a'.repeat(9) }, 'tool'],
  ])('400: %j', async (fields, field) => {
    const answer = await admin('/v1/prices', { body: { mcp_server: 'files', price_micro_usd: 1, ...fields } });
    expect(refusal(answer)).toEqual([400, 'validation_error']);
    expect(ErrorBody.parse(answer.body).error.details?.[0]?.field).toBe(field);
  });

  it('409: when the book is full', async () => {
    const client = new pg.Client({ connectionString: stack.databaseUrl });
    await client.connect();
    await client.query(`SELECT set_config('app.org_id', $1, false)`, [orgId]);
    await client.query(
      `INSERT INTO price_cards (id, version, org_id, mcp_server, tool, price_micro_usd)
       SELECT gen_random_uuid(), 1, $1, 'many', 'tool' || n, 1 FROM generate_series(1, 1000) AS n`,
      [orgId],
    );
    await client.end();
    expect(refusal(await admin('/v1/prices', { body: { mcp_server: 'x', price_micro_usd: 1 } }))).toEqual([
      409,
      'conflict',
    ]);
    expect(
      (await admin('/v1/prices', { body: { mcp_server: 'many', tool: 'tool7', price_micro_usd: 2 } })).status,
    ).toBe(201);
  });
});

describe('GET /v1/prices', () => {
  it('200: lists what is in force, in pages', async () => {
    const made = [await set({ tool: 'a' }), await set({ tool: 'b' }), await set({ tool: 'c' })];
    const expected = made.map(({ id }) => id).toSorted();
    const first = await list('?limit=2');
    expect(first).toMatchObject({ has_more: true });
    const second = await list(`?limit=2&cursor=${first.cursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(expected);
    expect(second).toMatchObject({ cursor: null, has_more: false });
    const stolen = await admin(`/v1/prices?limit=2&cursor=${first.cursor}`, {}, stack.orgB);
    expect(refusal(stolen)).toEqual([400, 'validation_error']);
  });

  it('200: with a key that may read costs', async () => {
    expect((await stack.call('/v1/prices', { token: stack.keys.a })).status).toBe(200);
  });
});

describe('DELETE /v1/prices/{id}', () => {
  it('204: ends a card; setting it again makes its next version', async () => {
    const { id } = await set({});
    expect((await admin(`/v1/prices/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toMatchObject({ items: [] });
    expect((await inForce()).cards).toEqual([]);
    expect(await changesHeard(2)).toHaveLength(2);
    expect(await set({})).toMatchObject({ id, version: 3 });
  });

  it('404: for one that is not there, has ended, or is another organisation’s', async () => {
    const { id } = await set({});
    const end = (card: string, org = orgId) => admin(`/v1/prices/${card}`, { method: 'DELETE' }, org);
    expect(refusal(await end(randomUUID()))).toEqual([404, 'not_found']);
    expect(refusal(await end(id, stack.orgB))).toEqual([404, 'not_found']);
    expect((await end(id)).status).toBe(204);
    expect(refusal(await end(id))).toEqual([404, 'not_found']);
  });

  it('400: for an id that is none', async () => {
    expect(refusal(await admin('/v1/prices/7', { method: 'DELETE' }))).toEqual([400, 'validation_error']);
  });
});

describe.each([
  ['POST', '/v1/prices', { mcp_server: 'files', price_micro_usd: 1 }],
  ['DELETE', `/v1/prices/${randomUUID()}`, undefined],
  ['GET', '/v1/prices', undefined],
])('%s %s', (method, path, body) => {
  const ask = (credential: { token?: string; orgId?: string }) => stack.call(path, { method, body, ...credential });

  it('401: without a credential, and with one that nobody has', async () => {
    expect(refusal(await ask({}))).toEqual([401, 'unauthorized']);
    expect(refusal(await ask({ token: `gwo_test_${'z'.repeat(43)}` }))).toEqual([401, 'invalid_token']);
  });

  it('403: with a key that may not', async () => {
    expect(refusal(await ask({ token: stack.keys.without }))).toEqual([403, 'insufficient_permissions']);
    if (method !== 'GET')
      expect(refusal(await ask({ token: stack.keys.a }))).toEqual([403, 'insufficient_permissions']);
  });

  it('404: for an organisation that does not exist', async () => {
    expect(refusal(await ask({ token: ADMIN_TOKEN, orgId: randomUUID() }))).toEqual([404, 'not_found']);
  });
});

describe('GET /internal/v1/prices/{orgId}', () => {
  it('200: gives the cards of that organisation only', async () => {
    await set({ tool: 'x' });
    expect(await inForce()).toMatchObject({
      cards: [{ mcpServer: 'files', tool: 'x', version: 1, priceMicroUsd: 1_500 }],
    });
    expect(await inForce(stack.orgB)).toEqual({ cards: [] });
  });

  it('401: without a service’s token, also with the admin’s', async () => {
    const path = `/internal/v1/prices/${orgId}`;
    expect((await stack.call(path)).status).toBe(401);
    expect((await stack.call(path, { token: ADMIN_TOKEN, orgId })).status).toBe(401);
    const forged = signServiceToken('t'.repeat(32), 'gateway', 'cost');
    const headers = { authorization: `Service ${forged}` };
    expect((await fetch(stack.service!.url + path, { headers })).status).toBe(401);
  });
});

// Last: it takes PostgreSQL away.
it('503: without PostgreSQL, while costs can still be read', async () => {
  await stack.postgres.stop();
  expect(refusal(await admin('/v1/prices'))).toEqual([503, 'service_unavailable']);
  expect(refusal(await admin('/v1/prices', { body: { mcp_server: 'x', price_micro_usd: 1 } }))).toEqual([
    503,
    'service_unavailable',
  ]);
  expect(refusal(await admin(`/v1/prices/${randomUUID()}`, { method: 'DELETE' }))).toEqual([
    503,
    'service_unavailable',
  ]);
  const period = 'start_date=2026-11-01&end_date=2026-11-02';
  expect((await stack.call(`/v1/costs/summary?${period}`, { token: stack.keys.a })).status).toBe(200);
  const ready = await stack.call('/ready');
  expect(ready.body).toMatchObject({ status: 'degraded', dependencies: { postgres: { state: 'degraded' } } });
});
