import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { GatewayOpsError, type MaskingRulesRuntime, type Principal } from '@gatewayops/contracts';
import { rpc, send } from './client.fixture.js';
import { PRINCIPAL, serverAt, startGateway, until, type Gateway } from './front.fixture.js';
import { scriptedServer, type Scripted } from './scripted-server.fixture.js';

const SECRET = 'CUST-123456';
const RULES: MaskingRulesRuntime = {
  version: 1,
  mask_email: false,
  fields: ['Passphrase'],
  patterns: [
    { name: 'customer', pattern: 'CUST-\\d{6}', replacement: '[customer ***]' },
    { name: 'project', pattern: '(?i)apollo', replacement: '***' },
  ],
};
const OWNER: Principal = { ...PRINCIPAL, maskingVersion: 1 };
/** Of organisation B, which has no rules; its calls go to the same servers here. */
const OTHER: Principal = { ...PRINCIPAL, orgId: randomUUID(), keyId: randomUUID() };

let upstream: Scripted;
let gateway: Gateway;
let rules: MaskingRulesRuntime | null;
let asked: string[];
let caller: Principal;

beforeAll(async () => {
  upstream = await scriptedServer('modern');
  const auth = async ({ path }: { path: string }) => {
    asked.push(path);
    if (rules === null) throw new GatewayOpsError('auth_unavailable');
    return rules;
  };
  gateway = await startGateway([serverAt('files', upstream.url)], 'async', undefined, { auth: auth as never });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
beforeEach(() => {
  rules = RULES;
  asked = [];
  caller = OWNER;
  gateway.maskers.invalidate();
  gateway.authenticate = () => ({ valid: true, principal: caller, generation: 1 });
  gateway.publisher.events.length = 0;
  gateway.ended.length = 0;
  upstream.answer = ({ body }) => ({
    result: `{"content":[{"type":"text","text":${JSON.stringify(body)}}],"isError":true}`,
  });
});

const call = (headers: Record<string, string> = {}) => {
  const body = { tool: `read_${SECRET}`, arguments: { id: SECRET, passphrase: { a: 1 }, mail: 'joe@example.com' } };
  return send(gateway.url, 'POST', '/v1/mcp/files/tools/call', JSON.stringify(body), headers);
};
const recorded = async (count: number) => {
  await gateway.whenEnded(count);
  const bodies = gateway.ended.map(
    ({ record }) => `${record?.requestBody?.toString()}${record?.responseBody?.toString()}`,
  );
  return JSON.stringify(gateway.publisher.events) + bodies.join('');
};

it('stores bodies, error texts, names, addresses and ids without what the organisation’s own rules mask', async () => {
  const answer = await call({ 'x-request-id': `of-${SECRET}`, 'x-agent-name': `agent ${SECRET}` });
  expect(answer.text).toContain(SECRET);
  await send(gateway.url, 'POST', '/v1/mcp/files', rpc('resources/read', `{"uri":"crm://people/${SECRET}"}`));
  await send(gateway.url, 'POST', '/v1/mcp/files', rpc('apollo/land', '{}'));
  const text = await recorded(3);
  expect(text).not.toMatch(/123456|apollo/);
  expect(text).toContain('crm://people/[customer ***]');
  expect(text).toContain('"mail":"joe@example.com"');
  const [first] = gateway.ended;
  expect(JSON.parse(first!.record!.requestBody!.toString())).toEqual({
    tool: 'read_[customer ***]',
    arguments: { id: '[customer ***]', passphrase: '***', mail: 'joe@example.com' },
  });
  expect(first!.record!.outcome.errorMessage).toContain('[customer ***]');
  expect(asked).toEqual([`/internal/v1/auth/organizations/${OWNER.orgId}/masking-rules`]);
});

it('leaves calls of another organisation alone, and asks nobody for them', async () => {
  caller = OTHER;
  await call();
  const [only] = (await recorded(1), gateway.ended);
  const body = only!.record!.requestBody!.toString();
  expect(body).toContain(SECRET);
  expect(body).toContain('"mail":"jo***@example.com"');
  expect(asked).toEqual([]);
});

it('takes no call whose rules cannot be had', async () => {
  rules = null;
  const answer = await call();
  expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('auth_unavailable')]);
  rules = { ...RULES, version: 1 };
  caller = { ...OWNER, maskingVersion: 2 };
  expect((await call()).status).toBe(503);
  rules = { ...RULES, version: 2 };
  expect((await call()).status).toBe(200);
});

it('masks a call under way by the rules that were told of before it ends', async () => {
  caller = PRINCIPAL;
  const told = Promise.withResolvers<void>();
  upstream.answer = (_seen, response) => {
    gateway.maskers.invalidate(OWNER.orgId);
    void told.promise.then(() =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":1,"result":{}}'),
    );
    return undefined;
  };
  const answer = call();
  await until(() => asked.length > 0);
  told.resolve();
  await answer;
  expect(await recorded(1)).not.toContain('123456');
});

it('stores nothing of what a call says where its organisation’s rules cannot be used', async () => {
  rules = { ...RULES, patterns: [{ name: 'newer', pattern: '(', replacement: '***' }] };
  await call();
  await recorded(1);
  const { record } = gateway.ended[0]!;
  expect([record!.requestBody!.toString(), record!.responseBody!.toString(), record!.toolName]).toEqual([
    '"***"',
    '"***"',
    '***',
  ]);
});
