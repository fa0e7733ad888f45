import { beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import { AuthClient, codeOf } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { ENDPOINTS, fill, PERSON_ENDPOINTS, TENANT_ENDPOINTS } from './endpoints.js';

const OPEN_TO_THE_OPERATOR = ENDPOINTS.filter((endpoint) => !PERSON_ENDPOINTS.includes(endpoint));

const client = new AuthClient(useAuthStack());
const ID = '01a1fc78-7096-769e-b156-61274965246e';
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

describe.each(TENANT_ENDPOINTS)('%s: 400', (endpoint) => {
  it.each([
    ['absent', {}],
    ['malformed', { orgId: 'acme' }],
  ])('asks for an organisation where the header is %s', async (_what, call) => {
    const [method, path] = fill(endpoint, ID);
    const answer = await client.call(method, path, call);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(ErrorBody.parse(answer.body).error.details).toMatchObject([{ field: 'X-Organization-Id' }]);
  });
});

describe.each(OPEN_TO_THE_OPERATOR.filter((endpoint) => endpoint.includes('{')))('%s: 400', (endpoint) => {
  it('asks for an id that can be one', async () => {
    const [method, path] = fill(endpoint, 'one');
    const body = method === 'GET' ? undefined : {};
    const answer = await client.call(method, path, { body, ...(endpoint.includes('/orgs') ? {} : { orgId }) });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
  });
});

describe.each(
  OPEN_TO_THE_OPERATOR.filter(
    (endpoint) =>
      /^(POST|PATCH)/.test(endpoint) && !/\/(?:test|verify|reset-factors|saml-keys\/rotate)$/.test(endpoint),
  ),
)('%s: 400', (endpoint) => {
  it('refuses fields that it does not know', async () => {
    const [method, path] = fill(endpoint, ID);
    const answer = await client.call(method, path, {
      orgId: endpoint.includes('orgs') ? ID : orgId,
      body: { admin: 1 },
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
  });
});

describe.each([
  '/v1/orgs',
  '/v1/members',
  '/v1/users',
  '/v1/teams',
  '/v1/projects',
  '/v1/auth/keys',
  '/v1/mcp-servers',
  '/v1/virtual-servers',
  '/v1/roles',
  '/v1/role-assignments',
  '/v1/service-accounts',
  '/v1/saved-views',
  '/v1/environments',
  '/v1/audit-logs',
])('GET %s: 400', (path) => {
  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=nothing'])('refuses ?%s', async (query) => {
    const answer = await client.call('GET', `${path}?${query}`, path === '/v1/orgs' ? {} : { orgId });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
  });
});
