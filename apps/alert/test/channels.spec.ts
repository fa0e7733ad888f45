import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertChannel, AlertChannelPage, CreatedAlertChannel } from '@gatewayops/contracts';
import { AlertFixture, OTHER_ORG } from './alert.fixture.js';

const PATH = '/v1/alerts/channels';
let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

const create = (name: string, orgId?: string) =>
  fixture.call('POST', PATH, { body: { name, url: 'https://hooks.example.com/a' }, ...(orgId ? { orgId } : {}) });
const idOf = async (name: string) => CreatedAlertChannel.parse((await create(name)).body).id;

describe('POST /v1/alerts/channels', () => {
  it('201: shows the secret once', async () => {
    const { status, body } = await create('ops');
    expect(status).toBe(201);
    const channel = CreatedAlertChannel.parse(body);
    expect(channel.secret).toMatch(/^whsec_[A-Za-z0-9_-]{43}$/);
    const listed = JSON.stringify((await fixture.call('GET', PATH)).body);
    expect(listed).toContain(channel.id);
    expect(listed).not.toContain('secret');
  });

  it.each([
    ['no name', { url: 'https://hooks.example.com' }],
    ['an address that is none', { name: 'a', url: 'hooks' }],
    ['another scheme', { name: 'a', url: 'file:///etc/passwd' }],
    ['an organisation in the body', { name: 'a', url: 'https://hooks.example.com', org_id: OTHER_ORG }],
  ])('400 validation_error: %s', async (_what, body) => {
    expect(await fixture.call('POST', PATH, { body })).toMatchObject({ status: 400, code: 'validation_error' });
  });

  it('400 bad_request: not JSON', async () => {
    expect(await fixture.call('POST', PATH, { body: '{"name"' })).toMatchObject({ status: 400, code: 'bad_request' });
  });

  it('409: the name is taken, but only in the same organisation', async () => {
    await create('taken');
    expect(await create('taken')).toMatchObject({ status: 409, code: 'conflict' });
    expect(await create('taken', OTHER_ORG)).toMatchObject({ status: 201 });
  });

  it('409: there are 20', async () => {
    const orgId = '019a0000-0000-7000-8000-000000000020';
    const answers = await Promise.all(Array.from({ length: 22 }, (_, i) => create(`channel ${i}`, orgId)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 20 }, () => 201),
      409,
      409,
    ]);
  });

  it('413: too large', async () => {
    const body = { name: 'x'.repeat(11_000_000), url: 'https://hooks.example.com' };
    expect(await fixture.call('POST', PATH, { body })).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  it('415: not JSON by its type', async () => {
    const answer = await fixture.call('POST', PATH, { body: 'name=a', contentType: 'text/plain' });
    expect(answer).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });
});

describe('GET /v1/alerts/channels', () => {
  it('200: pages, newest first, each once', async () => {
    const orgId = '019a0000-0000-7000-8000-000000000030';
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(name, orgId);
    const seen: AlertChannel[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 9; pages++) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = AlertChannelPage.parse((await fixture.call('GET', `${PATH}?limit=2${query}`, { orgId })).body);
      expect(page.has_more).toBe(page.cursor !== null);
      seen.push(...page.items);
      cursor = page.cursor;
    }
    expect(seen.map(({ name }) => name)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=nonsense'])('400: %s', async (query) => {
    expect(await fixture.call('GET', `${PATH}?${query}`)).toMatchObject({ status: 400, code: 'validation_error' });
  });
});

describe('DELETE /v1/alerts/channels/{id}', () => {
  it('204, then 404', async () => {
    const id = await idOf('short-lived');
    expect(await fixture.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 204, body: null });
    expect(await fixture.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('400: not an id', async () => {
    expect(await fixture.call('DELETE', `${PATH}/me`)).toMatchObject({ status: 400, code: 'validation_error' });
  });
});
