import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { ELSEWHERE, TENANT_ENDPOINTS } from './endpoints.js';
import { DASHBOARD_ATTEMPTS, DASHBOARD_LISTS, OWN } from './dashboard-attempts.js';
import { ISSUER_ATTEMPTS, type Attempt } from './issuer-attempts.js';
import { samlProvider } from './saml-metadata.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const UNKNOWN = '00000000-0000-7000-8000-000000000000';

/** Ids of organisation A, and of a team and a project of B. */
const ids = { invitation: '',
  org: '', other: '', user: '', team: '', project: '', key: '', server: '', rest: '', virtual: '',
  role: '', assignment: '', account: '', oauthClient: '', issuer: '', connection: '', otherRole: '', otherTeam: '', domain: '', ssoConnection: '', scimToken: '', view: '', environment: '',
}; // prettier-ignore
let secretWords: string[];

beforeAll(async () => {
  ids.org = await client.createOrganization();
  ids.other = await client.createOrganization();
  const word = unique('secret');
  secretWords = [word, ids.org];
  const make = (path: string, body: object) => client.create(ids.org, path, body);
  ids.user = await make('/v1/members', { email: `${word}@example.com`, name: word });
  ids.team = await make('/v1/teams', { name: word });
  await make(`/v1/teams/${ids.team}/members`, { user_id: ids.user });
  ids.project = await make('/v1/projects', { team_id: ids.team, name: word });
  ids.key = await make('/v1/auth/keys', { name: word, team_id: ids.team });
  ids.server = await make('/v1/mcp-servers', { name: word, transport: { type: 'stdio', catalog_entry: 'memory' } });
  ids.virtual = await make('/v1/virtual-servers', {
    name: `${word}-v`,
    tools: [{ server_id: ids.server, tool: word }],
  });
  ids.rest = await make('/v1/mcp-servers', {
    name: unique(),
    transport: {
      type: 'openapi',
      base_url: 'https://93.184.216.34/',
      document: JSON.stringify({ openapi: '3.1.0', info: { title: word }, paths: { '/a': { get: {} } } }),
    },
  });
  ids.role = await make('/v1/roles', { name: word });
  ids.assignment = await make('/v1/role-assignments', { role_id: ids.role, user_id: ids.user, team_id: ids.team });
  ids.invitation = await make('/v1/invitations', { email: `${word}-invited@example.com` });
  ids.account = await make('/v1/service-accounts', { name: word, team_id: ids.team });
  ids.oauthClient = await make('/v1/oauth-clients', { name: word, redirect_uris: ['https://client.example/'] });
  ids.issuer = await make('/v1/token-issuers', { name: word, issuer: `https://${word}.example`, people: {} });
  ids.connection = randomUUID();
  await withConnection(stack.ownerDatabaseUrl, (connection) =>
    connection.query(
      `INSERT INTO upstream_connections (id, org_id, server_id, user_id, issuer, resource, made_for)
       VALUES ($1, $2, $3, $4, $5, $5, '')`,
      [ids.connection, ids.org, ids.rest, ids.user, `https://${word}.example`],
    ),
  );
  ids.domain = await make('/v1/sso/domains', { domain: `${word}.example` });
  ids.scimToken = await make('/v1/sso/scim-tokens', { name: word });
  ids.ssoConnection = await make('/v1/sso/connections', { name: word, provider: samlProvider() });
  ids.view = await make('/v1/saved-views', { page: 'traces', name: word, query: 'q=a', shared: true });
  ids.environment = await make('/v1/environments', { name: 'secret', description: word });
  ids.otherRole = await client.create(ids.other, '/v1/roles', { name: 'Role' });
  ids.otherTeam = await client.create(ids.other, '/v1/teams', { name: 'Team' });
});

/** What organisation B tries with ids of A, by endpoint; each must find nothing. */
const ATTEMPTS: Record<string, Attempt<keyof typeof ids>[]> = {
  'GET /v1/users/{id}': [(id) => ({ path: `/v1/users/${id.user}` })],
  'PATCH /v1/users/{id}': [(id) => ({ path: `/v1/users/${id.user}`, body: { name: 'Mallory' } })],
  'GET /v1/members/{userId}': [(id) => ({ path: `/v1/members/${id.user}` })],
  'PATCH /v1/members/{userId}': [(id) => ({ path: `/v1/members/${id.user}`, body: { role: 'org_admin' } })],
  'DELETE /v1/members/{userId}': [(id) => ({ path: `/v1/members/${id.user}` })],
  'GET /v1/teams/{id}': [(id) => ({ path: `/v1/teams/${id.team}` })],
  'PATCH /v1/teams/{id}': [(id) => ({ path: `/v1/teams/${id.team}`, body: { name: 'Mine' } })],
  'DELETE /v1/teams/{id}': [(id) => ({ path: `/v1/teams/${id.team}` })],
  'POST /v1/teams/{id}/members': [
    (id) => ({ path: `/v1/teams/${id.team}/members`, body: { user_id: id.user } }),
    (id) => ({ path: `/v1/teams/${id.otherTeam}/members`, body: { user_id: id.user } }),
  ],
  'GET /v1/teams/{id}/members': [(id) => ({ path: `/v1/teams/${id.team}/members` })],
  'DELETE /v1/teams/{id}/members/{userId}': [
    (id) => ({ path: `/v1/teams/${id.team}/members/${id.user}` }),
    (id) => ({ path: `/v1/teams/${id.otherTeam}/members/${id.user}` }),
  ],
  'POST /v1/projects': [(id) => ({ path: '/v1/projects', body: { team_id: id.team, name: 'P' } })],
  'GET /v1/projects/{id}': [(id) => ({ path: `/v1/projects/${id.project}` })],
  'PATCH /v1/projects/{id}': [(id) => ({ path: `/v1/projects/${id.project}`, body: { name: 'Mine' } })],
  'DELETE /v1/projects/{id}': [(id) => ({ path: `/v1/projects/${id.project}` })],
  'POST /v1/auth/keys': [
    (id) => ({ path: '/v1/auth/keys', body: { name: 'k', user_id: id.user } }),
    (id) => ({ path: '/v1/auth/keys', body: { name: 'k', team_id: id.team } }),
    (id) => ({ path: '/v1/auth/keys', body: { name: 'k', service_account_id: id.account } }),
    (id) => ({ path: '/v1/auth/keys', body: { name: 'k', project_id: id.project } }),
    (id) => ({ path: '/v1/auth/keys', body: { name: 'k', team_id: id.otherTeam, project_id: id.project } }),
  ],
  'GET /v1/auth/keys/{id}': [(id) => ({ path: `/v1/auth/keys/${id.key}` })],
  'DELETE /v1/auth/keys/{id}': [(id) => ({ path: `/v1/auth/keys/${id.key}` })],
  'POST /v1/auth/keys/{id}/rotate': [(id) => ({ path: `/v1/auth/keys/${id.key}/rotate`, body: {} })],
  'GET /v1/roles/{id}': [(id) => ({ path: `/v1/roles/${id.role}` })],
  'PATCH /v1/roles/{id}': [(id) => ({ path: `/v1/roles/${id.role}`, body: { name: 'Mine' } })],
  'DELETE /v1/roles/{id}': [(id) => ({ path: `/v1/roles/${id.role}` })],
  'POST /v1/role-assignments': [
    (id) => ({ path: '/v1/role-assignments', body: { role_id: id.role, user_id: id.user } }),
    (id) => ({ path: '/v1/role-assignments', body: { role_id: id.otherRole, user_id: id.user } }),
  ],
  'DELETE /v1/role-assignments/{id}': [(id) => ({ path: `/v1/role-assignments/${id.assignment}` })],
  'POST /v1/service-accounts': [(id) => ({ path: '/v1/service-accounts', body: { name: 'a', team_id: id.team } })],
  'POST /v1/users/{id}/reset-factors': [(id) => ({ path: `/v1/users/${id.user}/reset-factors` })],
  'DELETE /v1/invitations/{id}': [(id) => ({ path: `/v1/invitations/${id.invitation}` })],
  'GET /v1/service-accounts/{id}': [(id) => ({ path: `/v1/service-accounts/${id.account}` })],
  'PATCH /v1/service-accounts/{id}': [
    (id) => ({ path: `/v1/service-accounts/${id.account}`, body: { enabled: false } }),
  ],
  'DELETE /v1/service-accounts/{id}': [(id) => ({ path: `/v1/service-accounts/${id.account}` })],
  'POST /v1/oauth-clients': [
    (id) => ({ path: '/v1/oauth-clients', body: { name: 'a', service_account_id: id.account } }),
  ],
  'GET /v1/oauth-clients/{id}': [(id) => ({ path: `/v1/oauth-clients/${id.oauthClient}` })],
  'DELETE /v1/oauth-clients/{id}': [(id) => ({ path: `/v1/oauth-clients/${id.oauthClient}` })],
  ...ISSUER_ATTEMPTS,
  ...DASHBOARD_ATTEMPTS,
  'POST /v1/sso/domains/{id}/verify': [(id) => ({ path: `/v1/sso/domains/${id.domain}/verify` })],
  'DELETE /v1/sso/domains/{id}': [(id) => ({ path: `/v1/sso/domains/${id.domain}` })],
  'DELETE /v1/sso/scim-tokens/{id}': [(id) => ({ path: `/v1/sso/scim-tokens/${id.scimToken}` })],
  'GET /v1/sso/connections/{id}': [(id) => ({ path: `/v1/sso/connections/${id.ssoConnection}` })],
  'PATCH /v1/sso/connections/{id}': [(id) => ({ path: `/v1/sso/connections/${id.ssoConnection}`, body: {} })],
  'DELETE /v1/sso/connections/{id}': [(id) => ({ path: `/v1/sso/connections/${id.ssoConnection}` })],
  'POST /v1/sso/connections/{id}/test': [(id) => ({ path: `/v1/sso/connections/${id.ssoConnection}/test` })],
  'GET /v1/mcp-servers/{id}': [(id) => ({ path: `/v1/mcp-servers/${id.server}` })],
  'PATCH /v1/mcp-servers/{id}': [(id) => ({ path: `/v1/mcp-servers/${id.server}`, body: { enabled: false } })],
  'DELETE /v1/mcp-servers/{id}': [(id) => ({ path: `/v1/mcp-servers/${id.server}` })],
  'GET /v1/mcp-servers/{id}/document': [(id) => ({ path: `/v1/mcp-servers/${id.rest}/document` })],
  'POST /v1/virtual-servers': [
    (id) => ({ path: '/v1/virtual-servers', body: { name: unique(), tools: [{ server_id: id.server, tool: 't' }] } }),
  ],
  'GET /v1/virtual-servers/{id}': [(id) => ({ path: `/v1/virtual-servers/${id.virtual}` })],
  'PATCH /v1/virtual-servers/{id}': [(id) => ({ path: `/v1/virtual-servers/${id.virtual}`, body: { enabled: false } })],
  'DELETE /v1/virtual-servers/{id}': [(id) => ({ path: `/v1/virtual-servers/${id.virtual}` })],
  'GET /v1/mcp-servers/{id}/connections': [(id) => ({ path: `/v1/mcp-servers/${id.rest}/connections` })],
  'DELETE /v1/connections/{id}': [(id) => ({ path: `/v1/connections/${id.connection}` })],
};

/** Lists, with each filter that takes an id of A; each must come back without anything of A. */
const LISTS: Record<string, ((id: typeof ids) => string)[]> = {
  'GET /v1/members': [() => '/v1/members', () => '/v1/members?second_factor=none'],
  'GET /v1/users': [() => '/v1/users', () => '/v1/users?second_factor=none'],
  'GET /v1/teams': [() => '/v1/teams'],
  'GET /v1/projects': [() => '/v1/projects', (id) => `/v1/projects?team_id=${id.team}`],
  'GET /v1/auth/keys': [
    () => '/v1/auth/keys',
    (id) => `/v1/auth/keys?team_id=${id.team}`,
    (id) => `/v1/auth/keys?user_id=${id.user}`,
    (id) => `/v1/auth/keys?project_id=${id.project}`,
    (id) => `/v1/auth/keys?service_account_id=${id.account}`,
  ],
  'GET /v1/roles': [() => '/v1/roles'],
  'GET /v1/role-assignments': [
    () => '/v1/role-assignments',
    (id) => `/v1/role-assignments?role_id=${id.role}`,
    (id) => `/v1/role-assignments?user_id=${id.user}`,
    (id) => `/v1/role-assignments?team_id=${id.team}`,
  ],
  'GET /v1/service-accounts': [() => '/v1/service-accounts', (id) => `/v1/service-accounts?team_id=${id.team}`],
  'GET /v1/sso/domains': [() => '/v1/sso/domains'],
  'GET /v1/sso/scim-tokens': [() => '/v1/sso/scim-tokens'],
  'GET /v1/sso/connections': [() => '/v1/sso/connections'],
  'GET /v1/mcp-servers': [() => '/v1/mcp-servers'],
  'GET /v1/virtual-servers': [() => '/v1/virtual-servers'],
  ...DASHBOARD_LISTS,
};
/** Takes no id: what it makes belongs to the caller's organisation. */
const MAKES_ITS_OWN = [
  'POST /v1/members', 'POST /v1/invitations', 'POST /v1/teams', 'POST /v1/mcp-servers', 'POST /v1/roles', 'POST /v1/sso/domains',
  'POST /v1/sso/connections', 'POST /v1/sso/saml-keys/rotate', 'POST /v1/sso/scim-tokens', 'POST /v1/saved-views', 'POST /v1/environments',
]; // prettier-ignore

const snapshot = async () =>
  Promise.all(
    [
      `/v1/users/${ids.user}`,
      `/v1/teams/${ids.team}`,
      `/v1/teams/${ids.team}/members`,
      `/v1/projects/${ids.project}`,
      `/v1/auth/keys`,
      `/v1/mcp-servers/${ids.server}`,
      `/v1/virtual-servers/${ids.virtual}`,
      `/v1/roles/${ids.role}`,
      '/v1/role-assignments',
      '/v1/environments',
      `/v1/service-accounts/${ids.account}`,
      `/v1/oauth-clients/${ids.oauthClient}`,
      `/v1/mcp-servers/${ids.rest}/document`,
      '/v1/sso/domains',
      `/v1/sso/connections/${ids.ssoConnection}`,
    ].map(async (path) => (await client.call('GET', path, { orgId: ids.org })).body),
  );

it('has an attempt for every endpoint', () => {
  const covered = [...Object.keys(ATTEMPTS), ...Object.keys(LISTS), ...MAKES_ITS_OWN, ...ELSEWHERE];
  expect(covered.toSorted()).toEqual(TENANT_ENDPOINTS.toSorted());
});

describe.each(Object.entries(ATTEMPTS))('%s: 404', (endpoint, attempts) => {
  const method = endpoint.split(' ')[0] ?? '';

  it('finds nothing of another organisation, and changes nothing', async () => {
    const before = await snapshot();
    for (const attempt of attempts) {
      const { path, body } = attempt(ids);
      const answer = await client.call(method, path, { orgId: ids.other, body });
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'not_found']);
      for (const word of secretWords) expect(JSON.stringify(answer.body)).not.toContain(word);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('finds nothing at an unknown id, nor in an unknown organisation', async () => {
    const [attempt] = attempts;
    const unknown = Object.fromEntries(Object.keys(ids).map((name) => [name, UNKNOWN])) as typeof ids;
    const { path, body } = attempt?.(unknown) ?? { path: '' };
    for (const orgId of [ids.org, UNKNOWN]) expect((await client.call(method, path, { orgId, body })).status).toBe(404);
  });
});

describe.each(Object.entries(LISTS))('%s: 200', (endpoint, paths) => {
  it('shows nothing of another organisation', async () => {
    for (const path of paths) {
      const answer = await client.call<{ items: object[] }>('GET', path(ids), { orgId: ids.other });
      expect(answer.status).toBe(200);
      for (const word of secretWords) expect(JSON.stringify(answer.body)).not.toContain(word);
    }
  });

  it('shows an organisation its own', async () => {
    const answer = await client.call<{ items: object[] }>('GET', paths[0]?.(ids) ?? '', { orgId: ids.org });
    expect(answer.body.items).toHaveLength(OWN[endpoint] ?? 1);
  });

  it('gives nothing away for a cursor of another organisation', async () => {
    const [path] = paths;
    const cursor = Buffer.from('ffffffff-ffff-7fff-bfff-ffffffffffff').toString('base64url');
    const answer = await client.call('GET', `${path?.(ids)}?cursor=${cursor}`, { orgId: ids.other });
    for (const word of secretWords) expect(JSON.stringify(answer.body)).not.toContain(word);
  });

  it('is not there for an unknown organisation', async () => {
    expect((await client.call('GET', paths[0]?.(ids) ?? '', { orgId: UNKNOWN })).status).toBe(404);
  });
});

describe.each(['GET', 'PATCH'])('%s /v1/orgs/{id}: 404', (method) => {
  it('is closed to who names another organisation', async () => {
    const body = method === 'PATCH' ? { name: 'Mine' } : undefined;
    const answer = await client.call(method, `/v1/orgs/${ids.org}`, { orgId: ids.other, body });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    expect((await client.call(method, `/v1/orgs/${UNKNOWN}`, { body })).status).toBe(404);
  });
});

describe.each(MAKES_ITS_OWN)('%s: 404', (endpoint) => {
  it('makes nothing in an unknown organisation', async () => {
    const name = unique();
    const bodies: Record<string, object> = {
      invitations: { email: 'x@example.com' },
      members: { email: `${name}@example.com` },
      'mcp-servers': { name, transport: { type: 'stdio', catalog_entry: 'memory' } },
      domains: { domain: `${name}.example` },
      connections: { name, provider: samlProvider() },
      environments: { name: 'elsewhere' },
      'saved-views': { page: 'traces', name, query: '', shared: true },
    };
    const body = bodies[endpoint.slice(endpoint.lastIndexOf('/') + 1)] ?? { name };
    const answer = await client.call('POST', endpoint.slice(5), { orgId: UNKNOWN, body });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

describe('a person in two organisations', () => {
  it('has a name and a role in each, and neither sees the other’s', async () => {
    const email = `${unique()}@example.com`;
    const a = await client.create(ids.org, '/v1/members', { email, name: 'Ann of A', role: 'org_admin' });
    const b = await client.create(ids.other, '/v1/members', { email, name: 'Ann of B' });
    expect(b).toBe(a);
    await client.call('PATCH', `/v1/users/${b}`, { orgId: ids.other, body: { name: 'Renamed by B' } });
    const seen = await client.call('GET', `/v1/users/${a}`, { orgId: ids.org });
    expect(seen.body).toMatchObject({ email, name: 'Ann of A', role: 'org_admin' });
    await client.call('DELETE', `/v1/members/${b}`, { orgId: ids.other });
    expect((await client.call('GET', `/v1/users/${a}`, { orgId: ids.org })).status).toBe(200);
    await client.call('DELETE', `/v1/members/${a}`, { orgId: ids.org });
  });
});
