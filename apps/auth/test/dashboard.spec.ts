import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ApiKeyUse,
  McpCatalogPage,
  PermissionList,
  PlaygroundToken,
  UpstreamConnectionPage,
  type KeyUse,
  type KeyVerdict,
} from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let admin: SignedIn;
let member: SignedIn;
let keyId: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  member = await memberOf(stack, client, orgId);
  const mcp = [{ server: 'files', tools: ['read*'], resources: [], prompts: [] }];
  keyId = (await client.createKey(orgId, { scopes: { mcp, permissions: [] }, rate_limit: { rps: 7, burst: 8 } })).id;
});

describe('GET /v1/users/{id}/permissions', () => {
  it('200: says what somebody else may do, and why not', async () => {
    const answer = await admin.call('GET', `/v1/users/${member.userId}/permissions`);
    expect(answer.status).toBe(200);
    const { items } = PermissionList.parse(answer.body);
    expect(items.find(({ permission }) => permission === 'teams:create')).toMatchObject({
      allowed: false,
      why_not: 'None of their roles (org_member) gives teams:create.',
    });
    const own = PermissionList.parse((await member.call('GET', '/v1/auth/permissions')).body);
    expect(items.map(({ allowed, reach }) => [allowed, reach])).toEqual(
      own.items.map(({ allowed, reach }) => [allowed, reach]),
    );
  });

  it('403: is for who may read roles', async () => {
    const viewer = await memberOf(stack, client, orgId, { role: 'org_viewer' });
    const mayRead = (await viewer.call('GET', '/v1/roles')).status;
    expect((await viewer.call('GET', `/v1/users/${member.userId}/permissions`)).status).toBe(mayRead);
    const key = await client.createKey(orgId, { scopes: { mcp: [], permissions: ['members:read'] } });
    const answer = await client.call('GET', `/v1/users/${member.userId}/permissions`, { token: `Bearer ${key.key}` });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'insufficient_permissions']);
  });
});

describe('GET /v1/mcp-catalog', () => {
  it('200: lists well-known servers in pages, each as it can be registered', async () => {
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await member.call('GET', `/v1/mcp-catalog?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = McpCatalogPage.parse(answer.body);
      names.push(...page.items.map(({ name }) => name));
      cursor = page.cursor;
    }
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names.length).toBeGreaterThan(10);
  });

  it('400: refuses a cursor that is none', async () => {
    expect((await member.call('GET', '/v1/mcp-catalog?cursor=AAAA')).status).toBe(400);
  });
});

describe('GET /v1/connections?mine=true', () => {
  it('200: lists those of whoever asks, who may see all', async () => {
    const answer = await admin.call('GET', '/v1/connections?mine=true');
    expect([answer.status, UpstreamConnectionPage.parse(answer.body).items]).toEqual([200, []]);
  });

  it('400: means nothing where nobody is signed in, or with another word', async () => {
    const answer = await client.call('GET', '/v1/connections?mine=true', { orgId });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect((await admin.call('GET', '/v1/connections?mine=yes')).status).toBe(400);
  });
});

describe('GET /v1/auth/keys/{id}/use', () => {
  /** Stands where the cost service would. */
  let cost: Server;
  let auth: AuthProcess;
  const asked: string[] = [];
  const now = Date.now();
  const use: KeyUse = {
    sinceMs: now - 1_000,
    calls: 9,
    places: [
      { mcpServer: 'files', toolName: 'read', calls: 8, lastAtMs: now },
      { mcpServer: 'files', toolName: '', calls: 1, lastAtMs: now },
    ],
    hasMore: false,
  };

  beforeAll(async () => {
    cost = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization?.slice(0, 18)}`);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(use));
    });
    await new Promise<void>((resolve) => cost.listen(0, '127.0.0.1', resolve));
    const COST_URL = `http://127.0.0.1:${(cost.address() as AddressInfo).port}`;
    auth = await startAuth({ ...stack.environment, COST_URL });
  });
  afterAll(async () => {
    await auth?.stop();
    cost.closeAllConnections();
    cost.close();
  });

  it('200: tells what the key called, by server and tool', async () => {
    const answer = await new AuthClient(stack, auth.url).call('GET', `/v1/auth/keys/${keyId}/use`, { orgId });
    expect(answer.status).toBe(200);
    const iso = new Date(now).toISOString();
    expect(ApiKeyUse.parse(answer.body)).toEqual({
      since: new Date(now - 1_000).toISOString(),
      calls: 9,
      last_used_at: null,
      items: [
        { mcp_server: 'files', tool: 'read', calls: 8, last_called_at: iso },
        { mcp_server: 'files', tool: null, calls: 1, last_called_at: iso },
      ],
      has_more: false,
    });
    expect(asked).toEqual([`/internal/v1/costs/${orgId}/keys/${keyId}/use Service auth.cost.`]);
  });

  it('403: is for who may read keys', async () => {
    const viewer = await memberOf(stack, client, orgId, { role: 'org_viewer' });
    expect((await viewer.call('GET', `/v1/auth/keys/${keyId}/use`)).status).toBe(403);
  });

  it('503: says so where the cost service does not answer', async () => {
    const answer = await client.call('GET', `/v1/auth/keys/${keyId}/use`, { orgId });
    expect([answer.status, codeOf(answer)]).toEqual([503, 'service_unavailable']);
  });
});

describe('POST /v1/auth/playground-tokens', () => {
  const issue = (who: SignedIn, body: object = {}) => who.call('POST', '/v1/auth/playground-tokens', { body });
  const verdictOf = async (token: string): Promise<KeyVerdict> =>
    (await client.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;

  it('201: issues a token that stands for the person for 15 minutes, and for one endpoint', async () => {
    const answer = await issue(member, { mcp_server: 'files' });
    expect(answer.status).toBe(201);
    const { token, expires_at, endpoint } = PlaygroundToken.parse(answer.body);
    expect(Math.abs(Date.parse(expires_at) - Date.now() - 900_000)).toBeLessThan(10_000);
    expect(endpoint).toMatch(/\/v1\/mcp\/files$/);
    expect(await verdictOf(token)).toMatchObject({
      valid: true,
      principal: {
        orgId, userId: member.userId, agentName: 'playground', expiresAtMs: Date.parse(expires_at),
        scopes: { permissions: [] }, token: { audience: [endpoint] },
      },
    }); // prettier-ignore
    expect(await verdictOf(`${token.slice(0, -6)}AAAAAA`)).toEqual({ valid: false, reason: 'unknown' });
  });

  it('201: narrows it to a key, with which it ends', async () => {
    const mcp = [{ server: 'files', tools: ['read*'], resources: [], prompts: [] }];
    const key = await client.createKey(orgId, { scopes: { mcp, permissions: ['traces:read'] }, rate_limit: { rps: 7, burst: 8 } }); // prettier-ignore
    const { token } = PlaygroundToken.parse((await issue(admin, { key_id: key.id })).body);
    expect(await verdictOf(token)).toMatchObject({
      valid: true,
      principal: { userId: admin.userId, scopes: { mcp, permissions: [] }, limits: { key: { rps: 7, burst: 8 } } },
    });
    await client.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId });
    expect(await verdictOf(token)).toEqual({ valid: false, reason: 'revoked' });
    const answer = await issue(admin, { key_id: key.id });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
  });

  it('ends when the person leaves', async () => {
    const leaver = await memberOf(stack, client, orgId);
    const { token } = PlaygroundToken.parse((await issue(leaver)).body);
    expect((await verdictOf(token)).valid).toBe(true);
    await client.call('DELETE', `/v1/members/${leaver.userId}`, { orgId });
    expect(await verdictOf(token)).toEqual({ valid: false, reason: 'revoked' });
  });

  it('is in the audit log', async () => {
    await issue(member);
    const path = `/v1/audit-logs?event_type=permission.granted&actor_id=${member.userId}`;
    let found = '';
    for (const endMs = Date.now() + 10_000; Date.now() < endMs && !found.includes('playground_token_issued');) {
      found = JSON.stringify((await client.call('GET', path, { orgId })).body);
    }
    expect(found).toContain('playground_token_issued');
  });

  it('404: for a key that they may not see, of another organisation or of this one', async () => {
    const other = await client.createOrganization();
    const theirs = await client.createKey(other);
    const viewer = await memberOf(stack, client, orgId, { role: 'org_viewer' });
    for (const [who, key_id] of [[admin, theirs.id], [viewer, keyId]] as const) {
      const answer = await issue(who, { key_id });
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    } // prettier-ignore
  });

  it('400: refuses what is no key and no server; 401: and who is not signed in', async () => {
    expect((await issue(member, { key_id: 'mine' })).status).toBe(400);
    expect((await issue(member, { mcp_server: `${unique()} ${unique()}` })).status).toBe(400);
    expect((await issue(member, { seconds: 86_400 })).status).toBe(400);
    expect((await client.call('POST', '/v1/auth/playground-tokens', { token: null, body: {} })).status).toBe(401);
  });
});
