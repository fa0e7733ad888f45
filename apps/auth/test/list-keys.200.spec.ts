import { describe, expect, it } from '@jest/globals';
import { ApiKeyPage } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());

describe('GET /v1/auth/keys: 200', () => {
  it('pages through all of them once, newest first, and filters', async () => {
    const orgId = await client.createOrganization();
    const list = async (query: string) =>
      ApiKeyPage.parse((await client.call('GET', `/v1/auth/keys?${query}`, { orgId })).body);
    const keys = [await client.createKey(orgId), await client.createKey(orgId, { environment: 'dev' })];
    keys.push(await client.createKey(orgId));
    const newestFirst = keys.map((key) => key.id).toReversed();

    const first = await list('limit=2');
    expect(first).toMatchObject({ has_more: true, cursor: expect.any(String) });
    const second = await list(`limit=2&cursor=${first.cursor}`);
    expect(second).toMatchObject({ has_more: false, cursor: null });
    expect([...first.items, ...second.items].map((key) => key.id)).toEqual(newestFirst);

    await client.call('DELETE', `/v1/auth/keys/${keys[0]?.id}`, { orgId });
    expect((await list('status=revoked')).items.map((key) => key.id)).toEqual([keys[0]?.id]);
    expect((await list('status=active')).items).toHaveLength(2);
    expect((await list('environment=dev')).items.map((key) => key.id)).toEqual([keys[1]?.id]);
    expect((await list(`key_prefix=${keys[2]?.key_prefix}`)).items.map((key) => key.id)).toEqual([keys[2]?.id]);
  });
});
