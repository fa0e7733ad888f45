import { describe, expect, it } from '@jest/globals';
import { Organization, OrganizationPage, OrganizationSummary } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
const create = (body: object) => client.call('POST', '/v1/orgs', { body });

describe('POST /v1/orgs', () => {
  it('201: makes one with the defaults, and a slug of its name', async () => {
    const name = `Größe & ${unique()}`;
    const answer = await create({ name });
    expect(answer.status).toBe(201);
    const slug = name.replace('Größe & ', 'gro-e-');
    expect(Organization.parse(answer.body)).toMatchObject({
      name,
      slug,
      plan: 'free',
      rate_limit: { rps: 1000, burst: 500 },
    });
  });

  it.each([
    ['name', { name: '' }],
    ['slug', { name: 'A', slug: 'Not A Slug' }],
    ['slug', { name: '日本' }],
    ['rate_limit.rps', { name: 'A', rate_limit: { rps: 0, burst: 1 } }],
    ['settings', { name: 'A', settings: { text: 'x'.repeat(17_000) } }],
  ])('400: names %s', async (field, body) => {
    const answer = await create(body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(answer.body).toMatchObject({ error: { details: [{ field }] } });
  });

  it('409: refuses a slug that is taken', async () => {
    const slug = unique();
    await create({ name: 'A', slug });
    const answer = await create({ name: 'B', slug });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
    expect(answer.body).toMatchObject({ error: { details: [{ field: 'slug' }] } });
  });
});

describe('GET /v1/orgs', () => {
  it('200: pages through all, newest first', async () => {
    const ids = [await client.createOrganization(), await client.createOrganization()];
    const page = async (query: string) => OrganizationPage.parse((await client.call('GET', `/v1/orgs?${query}`)).body);
    const first = await page('limit=1');
    const second = await page(`limit=1&cursor=${first.cursor}`);
    expect([second.items[0]?.id, first.items[0]?.id]).toEqual(ids);
  });
});

describe('PATCH /v1/orgs/{id}', () => {
  it('200: changes what is named and nothing else', async () => {
    const id = await client.createOrganization();
    const before = Organization.parse((await client.call('GET', `/v1/orgs/${id}`)).body);
    const answer = await client.call('PATCH', `/v1/orgs/${id}`, {
      body: { settings: { theme: 'dark' }, plan: 'team' },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before,
      settings: { theme: 'dark' },
      plan: 'team',
      updated_at: expect.any(String),
    });
  });
});

describe('GET /internal/v1/auth/organizations/{orgId}', () => {
  it('200: tells services that it exists; 404 where it does not', async () => {
    const id = await client.createOrganization();
    const path = '/internal/v1/auth/organizations';
    expect(OrganizationSummary.parse((await client.internal('GET', `${path}/${id}`)).body)).toMatchObject({ id });
    const absent = await client.internal('GET', `${path}/00000000-0000-7000-8000-000000000000`);
    expect([absent.status, codeOf(absent)]).toEqual([404, 'not_found']);
  });
});
