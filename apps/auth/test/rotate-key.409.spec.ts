import { describe, expect, it } from '@jest/globals';
import type { IssuedApiKey } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
const rotate = (orgId: string, id: string) =>
  client.call<IssuedApiKey>('POST', `/v1/auth/keys/${id}/rotate`, { orgId, body: {} });

describe('POST /v1/auth/keys/{id}/rotate: 409', () => {
  it('rotates neither a replaced key nor a revoked one', async () => {
    const orgId = await client.createOrganization();
    const old = await client.createKey(orgId);
    const { body: next } = await rotate(orgId, old.id);
    expect((await rotate(orgId, old.id)).status).toBe(409);
    await client.call('DELETE', `/v1/auth/keys/${next.id}`, { orgId });
    expect((await rotate(orgId, next.id)).status).toBe(409);
  });

  it('gives one successor to many who ask at once', async () => {
    const orgId = await client.createOrganization();
    const { id } = await client.createKey(orgId);
    const answers = await Promise.all([1, 2, 3].map(() => rotate(orgId, id)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409]);
  });
});
