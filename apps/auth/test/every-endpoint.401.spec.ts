import { describe, expect, it } from '@jest/globals';
import { newKeyLike } from './key-like.js';
import { AuthClient, codeOf } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { ENDPOINTS, fill } from './endpoints.js';

const client = new AuthClient(useAuthStack());
const ID = '01a1fc78-7096-769e-b156-61274965246e';

describe.each(ENDPOINTS)('%s: 401', (endpoint) => {
  const [method, path] = fill(endpoint, ID);

  it('asks for a credential', async () => {
    const answer = await client.call(method, path, { token: null, orgId: ID });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthorized']);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each([
    ['another token', 'Bearer admin-token-of-somebody-else'],
    ['a key that nobody has', `Bearer ${newKeyLike()}`],
  ])('refuses %s', async (_what, token) => {
    const answer = await client.call(method, path, { token, orgId: ID });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'invalid_token']);
  });
});

describe.each([
  'POST /internal/v1/auth/validate-key',
  'POST /internal/v1/auth/keys/used',
  'GET /internal/v1/auth/organizations/{id}',
  'GET /internal/v1/auth/organizations/{id}/servers',
])('%s: 401', (endpoint) => {
  const [method, path] = fill(endpoint, ID);

  it('is for services, not for the operator', async () => {
    expect((await client.call(method, path, { orgId: ID })).status).toBe(401);
    expect((await client.call(method, path, { token: 'Service a.b.1.c' })).status).toBe(401);
  });
});
