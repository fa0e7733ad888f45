import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuthClient, codeOf } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { ENDPOINTS, fill } from './endpoints.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
let key: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
  const scopes = { mcp: [], permissions: ['traces:read', 'costs:read'] };
  key = (await client.createKey(orgId, { scopes })).key;
});

describe.each(ENDPOINTS)('%s: 403', (endpoint) => {
  it('is not for API keys, whatever they may read', async () => {
    const [method, path] = fill(endpoint, orgId);
    const answer = await client.call(method, path, { token: `Bearer ${key}`, orgId });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'insufficient_permissions']);
  });
});
