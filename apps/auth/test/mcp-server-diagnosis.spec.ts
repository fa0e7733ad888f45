import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  McpServerStatusPage,
  McpServerToolPage,
  ProbeRequest,
  redisKeys,
  type McpProbeReport,
} from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const report: McpProbeReport = {
  ok: true,
  era: 'modern',
  protocolVersion: '2026-07-28',
  serverInfo: { name: 'memory', version: '1' },
  capabilities: ['tools'],
  toolCount: 9,
  latencyMs: 12,
  problem: null,
};
let orgId: string;
let id: string;
/** Stands where a gateway would: keeps what it was asked. */
let gateway: Server;
const asked: { path: string; authorization: string; body: unknown }[] = [];
let auth: AuthProcess;
const tool = {
  name: 'read',
  description: 'Reads',
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
};
const tools = { tools: [tool, { name: 'write', title: 7 }], isWhole: true, problem: null };

beforeAll(async () => {
  orgId = await client.createOrganization();
  id = await client.create(orgId, '/v1/mcp-servers', {
    name: unique(),
    transport: { type: 'stdio', catalog_entry: 'memory' },
    credential: { type: 'environment', variables: { TOKEN: 'abc' } },
  });
  gateway = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: JSON.parse(text) as unknown,
      });
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(request.url?.endsWith('/tools') ? tools : report));
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const { port } = gateway.address() as AddressInfo;
  auth = await startAuth({ ...stack.environment, GATEWAY_URL: `http://127.0.0.1:${port}` });
});

afterAll(async () => {
  await auth.stop();
  gateway.closeAllConnections();
  gateway.close();
});

describe('POST /v1/mcp-servers/{id}/test', () => {
  it('200: has a gateway try the server with its credential, and reports', async () => {
    const answer = await new AuthClient(stack, auth.url).call('POST', `/v1/mcp-servers/${id}/test`, { orgId });
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: true, era: 'modern', protocol_version: '2026-07-28', tool_count: 9, latency_ms: 12, problem: null },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      path: '/internal/v1/upstreams/probe',
      authorization: expect.stringMatching(/^Service auth\.gateway\./),
    });
    const { server } = ProbeRequest.parse(asked[0]?.body);
    expect(server).toMatchObject({ id, orgId, credential: { type: 'environment', variables: { TOKEN: 'abc' } } });
    expect(JSON.stringify(answer.body)).not.toContain('abc');
  });

  it('503: says so where no gateway answers', async () => {
    const answer = await client.call('POST', `/v1/mcp-servers/${id}/test`, { orgId });
    expect([answer.status, codeOf(answer)]).toEqual([503, 'service_unavailable']);
  });
});

describe('GET /v1/mcp-servers/{id}/tools', () => {
  it('200: lists what a gateway knows, in pages', async () => {
    const there = new AuthClient(stack, auth.url);
    const first = McpServerToolPage.parse(
      (await there.call('GET', `/v1/mcp-servers/${id}/tools?limit=1`, { orgId })).body,
    );
    expect(first).toMatchObject({
      items: [
        {
          name: 'read', title: null, description: 'Reads', input_schema: { type: 'object' }, output_schema: null,
          annotations: { readOnlyHint: true },
        },
      ],
      has_more: true, total: 2, is_whole: true, problem: null,
    }); // prettier-ignore
    const path = `/v1/mcp-servers/${id}/tools?limit=1&cursor=${first.cursor}`;
    expect((await there.call('GET', path, { orgId })).body).toMatchObject({
      items: [{ name: 'write', title: null, input_schema: null }],
      cursor: null,
    });
    expect(asked.at(-1)).toMatchObject({
      path: '/internal/v1/upstreams/tools',
      body: { stored: true, server: { id } },
    });
  });

  it('400: refuses a cursor that is none; 503: says so where no gateway answers', async () => {
    const there = new AuthClient(stack, auth.url);
    expect((await there.call('GET', `/v1/mcp-servers/${id}/tools?cursor=AAAA`, { orgId })).status).toBe(400);
    expect((await client.call('GET', `/v1/mcp-servers/${id}/tools`, { orgId })).status).toBe(503);
  });
});

describe('GET /v1/mcp-servers/health', () => {
  it('200: adds up what the live gateways say of their breakers', async () => {
    const list = async () =>
      McpServerStatusPage.parse((await client.call('GET', '/v1/mcp-servers/health', { orgId })).body).items;
    const none = { closed: 0, half_open: 0, open: 0 };
    expect(await list()).toMatchObject([{ server_id: id, enabled: true, state: 'unknown', latency_ms: null, breakers: none }]);
    const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
    await whenReady(redis, 5_000);
    const live = ['a', 'b', 'c'].map((name) => `${unique(name)}`);
    for (const [i, replica] of live.entries()) {
      await redis.zadd(redisKeys.gatewayReplicas, Date.now(), `${replica} http://127.0.0.1:1`);
      const state = { breaker: i === 0 ? 'open' : 'closed', latencyMs: i === 0 ? null : i * 10 };
      await redis.hset(redisKeys.serverStates(orgId, replica), id, JSON.stringify(state));
    }
    const gone = redisKeys.serverStates(orgId, unique('gone'));
    await redis.hset(gone, id, JSON.stringify({ breaker: 'open', latencyMs: 9_999 }));
    expect(await list()).toMatchObject([{ state: 'open', latency_ms: 15, breakers: { closed: 2, half_open: 0, open: 1 } }]);
    await redis.zrem(redisKeys.gatewayReplicas, ...live.map((replica) => `${replica} http://127.0.0.1:1`));
    redis.disconnect();
  }); // prettier-ignore
});

describe('GET /v1/mcp-servers/{id}/health', () => {
  it('200: tells how gateways last saw it, or that none has', async () => {
    const health = async () => (await client.call('GET', `/v1/mcp-servers/${id}/health`, { orgId })).body;
    expect(await health()).toMatchObject({ state: 'unknown', last_error: null });
    const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
    await whenReady(redis, 5_000);
    const lastFailureAt = new Date().toISOString();
    const seen = { state: 'open', lastSuccessAt: null, lastFailureAt, lastError: 'connection refused' };
    await redis.hset(redisKeys.serverHealth(orgId), id, JSON.stringify(seen));
    redis.disconnect();
    expect(await health()).toEqual({
      state: 'open',
      last_success_at: null,
      last_failure_at: lastFailureAt,
      last_error: 'connection refused',
    });
  });
});
