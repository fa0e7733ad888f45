import { beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

describe('POST /v1/auth/keys: 400', () => {
  it.each([
    ['name', {}],
    ['name', { name: ' ' }],
    ['environment', { name: 'k', environment: 'PROD' }],
    ['expires_at', { name: 'k', expires_at: '2020-01-01T00:00:00Z' }],
    ['expires_at', { name: 'k', expires_at: 'tomorrow' }],
    ['rate_limit.burst', { name: 'k', rate_limit: { rps: 1 } }],
    ['scopes.permissions.0', { name: 'k', scopes: { permissions: ['everything'] } }],
    ['scopes.mcp.0.tools.0', { name: 'k', scopes: { mcp: [{ server: '*', tools: ['*a*a*a*a*a*a*a*a*a'] }] } }],
  ])('names %s in %j', async (field, body) => {
    const answer = await client.call('POST', '/v1/auth/keys', { orgId, body });
    const { code, details } = ErrorBody.parse(answer.body).error;
    expect([answer.status, code]).toEqual([400, 'validation_error']);
    expect(details?.map((detail) => detail.field)).toContain(field);
  });
});
