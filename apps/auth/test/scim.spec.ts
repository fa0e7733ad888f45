import { beforeAll, describe, expect, it } from '@jest/globals';
import { SESSION_COOKIE, type IssuedScimToken } from '@gatewayops/contracts';
import { AuthClient, unique } from './auth-client.js';
import { memberOf, signIn } from './signed-in.js';
import { samlProvider } from './saml-metadata.js';
import { useSso } from './sso-fixture.js';

interface User { id: string; userName: string; active: boolean; displayName?: string; externalId?: string; emails: { value: string }[] } // prettier-ignore
interface Group {
  id: string;
  displayName: string;
  members?: { value: string }[];
}
interface List<T> { totalResults: number; itemsPerPage: number; startIndex: number; Resources: T[] } // prettier-ignore
interface Failure { schemas: string[]; status: string; scimType?: string; detail: string } // prettier-ignore

const sso = useSso();
let orgId: string;
let domain: string;
let token: string;

beforeAll(async () => {
  orgId = await sso.client.createOrganization();
  domain = await sso.domain(orgId);
  token = (await sso.post<IssuedScimToken>(orgId, '/v1/sso/scim-tokens', { name: 'Okta' })).token;
});

const scim = <T>(method: string, path: string, body?: object, bearer = token) =>
  sso.client.call<T>(method, `/scim/v2${path}`, {
    token: `Bearer ${bearer}`,
    headers: { 'content-type': 'application/scim+json' },
    ...(body ? { body } : {}),
  });
const address = () => `${unique('u')}@${domain}`;
const patch = (...Operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
async function made(more: object = {}): Promise<User> {
  const userName = address();
  const answer = await scim<User>('POST', '/Users', {
    userName,
    name: { givenName: 'Ann', familyName: 'Other' },
    ...more,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('users', () => {
  it('are made, found by the filters that providers send, paged, and are members like all others', async () => {
    const externalId = unique('ext');
    const user = await made({ externalId });
    expect(user).toMatchObject({ active: true, displayName: 'Ann Other', emails: [{ value: user.userName }] });
    expect((await sso.client.call('GET', `/v1/users/${user.id}`, { orgId })).body).toMatchObject({ email: user.userName, role: 'org_member' }); // prettier-ignore
    const filters = [
      `userName eq "${user.userName.toUpperCase()}"`, `externalId eq "${externalId}"`, `emails[type eq "work"].value eq "${user.userName}"`,
      `emails.value sw "${user.userName.slice(0, 10)}" and displayName co "other"`,
      `userName eq "nobody" or (externalId eq "${externalId}" and active eq true)`,
    ]; // prettier-ignore
    for (const filter of filters) {
      const { body } = await scim<List<User>>('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect([filter, body.Resources.map(({ id }) => id)]).toEqual([filter, [user.id]]);
    }
    await made();
    const page = await scim<List<User>>('GET', '/Users?startIndex=2&count=1');
    expect(page.headers.get('content-type')).toContain('application/scim+json');
    expect(page.body).toMatchObject({ startIndex: 2, itemsPerPage: 1 });
    expect(page.body.totalResults).toBeGreaterThanOrEqual(2);
  });

  const okta = (value: unknown) => patch({ op: 'replace', value: { active: value } });
  const entra = (value: unknown) => patch({ op: 'Replace', path: 'active', value });
  it.each([
    ['Okta', okta(false), okta(true)],
    ['Entra ID', entra('False'), entra('True')],
  ])('are deactivated and activated as %s writes it', async (_who, off, on) => {
    const { id } = await made();
    expect((await scim<User>('PATCH', `/Users/${id}`, off)).body.active).toBe(false);
    expect((await scim<User>('PATCH', `/Users/${id}`, on)).body.active).toBe(true);
  });

  it('are changed as Entra ID writes it: paths with filters, names with dots as keys, extensions', async () => {
    const { id } = await made();
    const email = address();
    const answer = await scim<User>('PATCH', `/Users/${id}`, patch(
      { op: 'Replace', path: 'emails[type eq "work"].value', value: email },
      { op: 'Add', value: { 'name.givenName': 'Bo', 'name.familyName': 'Else', displayName: 'Bo Else', externalId: id } },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'X' },
    )); // prettier-ignore
    expect(answer.body).toMatchObject({ displayName: 'Bo Else', externalId: id, emails: [{ value: email }] });
  });

  it.each([
    ['invalidFilter', 'GET', `/Users?filter=${encodeURIComponent('title pr')}`, undefined],
    ['invalidFilter', 'GET', `/Users?filter=${encodeURIComponent('userName gt "a"')}`, undefined],
    ['invalidFilter', 'GET', `/Groups?filter=${encodeURIComponent('displayName eq "a" or')}`, undefined],
    ['invalidValue', 'POST', '/Users', { userName: 'somebody@bank.example' }],
    ['invalidValue', 'POST', '/Users', { userName: 'no-address' }],
    ['invalidSyntax', 'POST', '/Groups', {}],
  ])('answer %s in the format of SCIM: %s %s', async (scimType, method, path, body) => {
    const answer = await scim<Failure>(method, path, body);
    expect(answer.body).toMatchObject({
      status: '400',
      scimType,
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    });
  });

  it('are 409 where they are there already, 404 and 401 for who has no business there', async () => {
    const { id, userName } = await made();
    expect((await scim<Failure>('POST', '/Users', { userName })).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    });
    const other = await sso.client.createOrganization();
    const theirs = await sso.post<IssuedScimToken>(other, '/v1/sso/scim-tokens', { name: 'B' });
    expect((await scim<Failure>('GET', `/Users/${id}`, undefined, theirs.token)).body.status).toBe('404');
    expect((await scim('DELETE', `/Users/${id}`, undefined, theirs.token)).status).toBe(404);
    const seen = await scim<List<User>>('GET', '/Users', undefined, theirs.token);
    expect(JSON.stringify(seen.body)).not.toContain(id);
    await sso.client.call('DELETE', `/v1/sso/scim-tokens/${theirs.id}`, { orgId: other });
    expect((await scim<Failure>('GET', '/Users', undefined, theirs.token)).body.status).toBe('401');
  });
});

describe('groups', () => {
  it('put people into the team of the same name, or what the connection maps them to, and out of it', async () => {
    const name = unique('Group');
    const teamId = await sso.client.create(orgId, '/v1/teams', { name });
    const mapped = await sso.client.create(orgId, '/v1/teams', { name: unique('Team') });
    await sso.connect(orgId, samlProvider(), { group_mappings: [{ group: `${name}-admins`, team_id: mapped, team_role: 'team_admin' }] }); // prettier-ignore
    const [ann, bo] = [await made(), await made()];
    const teamsOf = async ({ id }: User) =>
      ((await sso.client.call('GET', `/v1/users/${id}`, { orgId })).body as { teams: object[] }).teams;
    const group = (await scim<Group>('POST', '/Groups', { displayName: name, members: [{ value: ann.id }] })).body;
    const admins = (await scim<Group>('POST', '/Groups', { displayName: `${name}-admins` })).body;
    await scim('PATCH', `/Groups/${admins.id}`, patch({ op: 'Add', path: 'members', value: [{ value: bo.id }] }));
    expect([await teamsOf(ann), await teamsOf(bo)]).toEqual([[{ team_id: teamId, role: 'team_member' }], [{ team_id: mapped, role: 'team_admin' }]]); // prettier-ignore
    const without = await scim<Group>(
      'PATCH',
      `/Groups/${group.id}`,
      patch({ op: 'Remove', path: `members[value eq "${ann.id}"]` }),
    );
    expect(without.body.members).toEqual([]);
    await scim('DELETE', `/Groups/${admins.id}`);
    expect([await teamsOf(ann), await teamsOf(bo)]).toEqual([[], []]);
    const found = await scim<List<Group>>(
      'GET',
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "${name}"`)}`,
    );
    expect(found.body.Resources).toMatchObject([{ id: group.id }]);
    expect(found.body.Resources[0]).not.toHaveProperty('members');
  });
});

describe('whoever is put out', () => {
  it.each(['PATCH', 'DELETE'])(
    'by %s has neither session nor key a second later, on another replica',
    async (method) => {
      const other = new AuthClient(sso.stack);
      const { id, userName } = await made();
      const { key } = await sso.client.createKey(orgId, { user_id: id });
      const person = await signIn(sso.stack, sso.client, {
        userId: id,
        email: userName,
        orgId,
        authenticatedAtMs: Date.now(),
      });
      const session = () => other.call('GET', '/v1/auth/session', { token: null, headers: { cookie: `${SESSION_COOKIE}=${person.token}` } }); // prettier-ignore
      expect([(await other.validate(key)).valid, (await session()).status]).toEqual([true, 200]);
      const since = performance.now();
      await scim(
        method,
        `/Users/${id}`,
        method === 'PATCH' ? patch({ op: 'replace', path: 'active', value: false }) : undefined,
      );
      expect([(await other.validate(key)).valid, (await session()).status]).toEqual([false, 401]);
      expect(performance.now() - since).toBeLessThan(1_000);
    },
  );

  it('is not the last administrator, nor who holds the break-glass account', async () => {
    const of = await sso.client.createOrganization();
    const admin = await memberOf(sso.stack, sso.client, of, { role: 'org_admin' });
    const bearer = (await sso.post<IssuedScimToken>(of, '/v1/sso/scim-tokens', { name: 'x' })).token;
    const off = patch({ op: 'replace', path: 'active', value: false });
    const last = await scim<Failure>('PATCH', `/Users/${admin.userId}`, off, bearer);
    expect([last.status, last.body.detail]).toEqual([409, expect.stringContaining('last administrator')]);
    await memberOf(sso.stack, sso.client, of, { role: 'org_admin' });
    await sso.connect(of, samlProvider(), { sso_only: true, break_glass_user_id: admin.userId });
    const glass = await scim<Failure>('DELETE', `/Users/${admin.userId}`, undefined, bearer);
    expect([glass.status, glass.body.detail]).toEqual([409, expect.stringContaining('break-glass')]);
  });
});
