import { beforeAll, describe, expect, it } from '@jest/globals';
import { Member, MemberPage, User, UserPage } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

const add = (body: object, org = orgId) => client.call<Member>('POST', '/v1/members', { orgId: org, body });

describe('POST /v1/members', () => {
  it('201: adds a person; addresses differ not by case', async () => {
    const word = unique();
    const answer = await add({ email: `${word.toUpperCase()}@Example.com`, name: 'Ann', role: 'org_viewer' });
    expect(answer.status).toBe(201);
    expect(Member.parse(answer.body)).toMatchObject({ email: `${word}@example.com`, name: 'Ann', role: 'org_viewer' });
    const again = await add({ email: `${word}@example.com` });
    expect([again.status, codeOf(again)]).toEqual([409, 'conflict']);
  });

  it('201: adds a person once, however many ask at once', async () => {
    const email = `${unique()}@example.com`;
    const answers = await Promise.all([add({ email }), add({ email }), add({ email })]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409]);
  });

  it.each([{ email: 'ann' }, { email: 'a@example.com', role: 'owner' }, {}])('400: refuses %j', async (body) => {
    expect((await add(body)).status).toBe(400);
  });
});

describe('PATCH and DELETE /v1/members/{userId}', () => {
  it('200: changes the role', async () => {
    const { body } = await add({ email: `${unique()}@example.com` });
    const answer = await client.call('PATCH', `/v1/members/${body.user_id}`, { orgId, body: { role: 'org_admin' } });
    expect([answer.status, answer.body]).toEqual([200, { ...body, role: 'org_admin' }]);
  });

  it('204: removes the person from teams too, and revokes their keys', async () => {
    const org = await client.createOrganization();
    const { body } = await add({ email: `${unique()}@example.com` }, org);
    const team = await client.create(org, '/v1/teams', { name: 'T' });
    await client.create(org, `/v1/teams/${team}/members`, { user_id: body.user_id });
    const key = await client.createKey(org, { user_id: body.user_id });
    expect((await client.validate(key.key)).valid).toBe(true);
    expect((await client.call('DELETE', `/v1/members/${body.user_id}`, { orgId: org })).status).toBe(204);
    expect(await client.validate(key.key)).toMatchObject({ valid: false, reason: 'revoked' });
    const members = await client.call('GET', `/v1/teams/${team}/members`, { orgId: org });
    expect(members.body).toMatchObject({ items: [] });
    expect((await client.call('GET', `/v1/users/${body.user_id}`, { orgId: org })).status).toBe(404);
  });
});

describe('GET /v1/members, /v1/users', () => {
  it('200: lists people a page at a time, with their teams', async () => {
    const org = await client.createOrganization();
    const team_id = await client.create(org, '/v1/teams', { name: 'T' });
    for (let i = 0; i < 3; i++) await add({ email: `${unique()}@example.com` }, org);
    const read = async (path: string) => (await client.call('GET', path, { orgId: org })).body;
    const members = MemberPage.parse(await read('/v1/members?limit=2'));
    const rest = MemberPage.parse(await read(`/v1/members?limit=2&cursor=${members.cursor}`));
    const ids = [...members.items, ...rest.items].map((member) => member.user_id);
    expect([new Set(ids).size, members.has_more, rest.has_more]).toEqual([3, true, false]);
    await client.create(org, `/v1/teams/${team_id}/members`, { user_id: ids[0], role: 'team_admin' });
    const users = UserPage.parse(await read('/v1/users'));
    expect(users.items.map((user) => user.id)).toEqual(ids);
    expect(users.items[0]?.teams).toEqual([{ team_id, role: 'team_admin' }]);
  });
});

describe('PATCH /v1/users/{id}', () => {
  it('200: renames the person in this organisation', async () => {
    const { body } = await add({ email: `${unique()}@example.com`, name: 'Old' });
    const answer = await client.call('PATCH', `/v1/users/${body.user_id}`, { orgId, body: { name: 'New' } });
    expect(answer.status).toBe(200);
    expect(User.parse(answer.body)).toMatchObject({ id: body.user_id, name: 'New' });
  });
});
