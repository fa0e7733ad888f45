import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertFixture, OTHER_ORG, READER_KEY, UNKNOWN_ORG, type CallOptions } from './alert.fixture.js';
import { openIncidentOf } from './incident.fixture.js';

const MISSING = '019a0000-0000-7000-8000-0000000000ee';
const ENDPOINTS: [method: string, path: string, body?: unknown][] = [
  ['POST', '/v1/alerts/channels', { name: 'a', url: 'https://hooks.example.com' }],
  ['GET', '/v1/alerts/channels'],
  ['DELETE', `/v1/alerts/channels/${MISSING}`],
  ['POST', '/v1/alerts/rules', { name: 'a' }],
  ['GET', '/v1/alerts/rules'],
  ['PATCH', `/v1/alerts/rules/${MISSING}`, { enabled: false }],
  ['DELETE', `/v1/alerts/rules/${MISSING}`],
  ['GET', '/v1/alerts/incidents'],
  ['GET', `/v1/alerts/incidents/${MISSING}`],
];

let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

describe.each(ENDPOINTS)('%s %s', (method, path, body) => {
  const call = (options: CallOptions) => fixture.call(method, path, { body, ...options });

  it('400: the admin token without an organisation', async () => {
    expect(await call({ orgId: null })).toMatchObject({ status: 400, code: 'validation_error' });
  });

  it('401 unauthorized: no credential', async () => {
    expect(await call({ token: null })).toMatchObject({ status: 401, code: 'unauthorized' });
  });

  it('401 invalid_token: a wrong one', async () => {
    expect(await call({ token: 'wrong' })).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it('403: a key', async () => {
    expect(await call({ token: READER_KEY })).toMatchObject({ status: 403, code: 'insufficient_permissions' });
  });

  it('404: an organisation that does not exist', async () => {
    expect(await call({ orgId: UNKNOWN_ORG })).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('what one organisation has, another', () => {
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    const create = async (path: string, body: object) => {
      const answer = await fixture.call('POST', path, { body });
      return (answer.body as { id: string }).id;
    };
    ids['channel'] = await create('/v1/alerts/channels', { name: 'ours', url: 'https://hooks.example.com' });
    ids['rule'] = await create('/v1/alerts/rules', { name: 'ours', minimum_calls: 1 });
    ids['incident'] = await openIncidentOf(fixture, ids['rule']);
  });

  it.each(['channels', 'rules', 'incidents'])('does not see in the list of %s', async (what) => {
    const other = await fixture.call('GET', `/v1/alerts/${what}`, { orgId: OTHER_ORG });
    expect(other.body).toEqual({ items: [], cursor: null, has_more: false });
    const own = await fixture.call('GET', `/v1/alerts/${what}`);
    expect(own.body).toMatchObject({ items: [{ id: ids[what.slice(0, -1)] }] });
  });

  it.each([
    ['DELETE', 'channels', 'channel', undefined],
    ['PATCH', 'rules', 'rule', { enabled: false }],
    ['DELETE', 'rules', 'rule', undefined],
    ['GET', 'incidents', 'incident', undefined],
  ] as const)('cannot reach by its id: %s %s', async (method, collection, one, body) => {
    const path = `/v1/alerts/${collection}/${ids[one]}`;
    const answer = await fixture.call(method, path, { orgId: OTHER_ORG, body });
    expect(answer).toMatchObject({ status: 404, code: 'not_found' });
    const own = await fixture.call('GET', `/v1/alerts/${collection}`);
    expect(own.body).toMatchObject({ items: [{ id: ids[one] }] });
  });

  it('can have of the same name', async () => {
    const rule = await fixture.call('POST', '/v1/alerts/rules', { body: { name: 'ours' }, orgId: OTHER_ORG });
    expect(rule.status).toBe(201);
  });
});
