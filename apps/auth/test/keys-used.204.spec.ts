import { describe, expect, it } from '@jest/globals';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
const used = (keys: object[]) => client.internal('POST', '/internal/v1/auth/keys/used', { keys });

describe('POST /internal/v1/auth/keys/used: 204', () => {
  it('keeps the latest time of each key, never one of the future', async () => {
    const orgId = await client.createOrganization();
    const { id: keyId } = await client.createKey(orgId);
    const lastUsed = async () => Date.parse((await client.getKey(orgId, keyId)).last_used_at ?? '');
    const atMs = Date.now() - 60_000;
    const answer = await used([
      { orgId, keyId, lastUsedAtMs: atMs },
      { orgId, keyId, lastUsedAtMs: atMs - 5_000 },
    ]);
    expect(answer.status).toBe(204);
    expect(await lastUsed()).toBe(atMs);
    await used([{ orgId, keyId, lastUsedAtMs: atMs - 1_000 }]);
    expect(await lastUsed()).toBe(atMs);
    await used([{ orgId, keyId, lastUsedAtMs: Date.now() + 3_600_000 }]);
    expect(await lastUsed()).toBeLessThanOrEqual(Date.now());
  });

  it('leaves a key alone that is named with another organisation', async () => {
    const [orgId, other] = [await client.createOrganization(), await client.createOrganization()];
    const { id: keyId } = await client.createKey(orgId);
    expect((await used([{ orgId: other, keyId, lastUsedAtMs: Date.now() }])).status).toBe(204);
    expect((await client.getKey(orgId, keyId)).last_used_at).toBeNull();
  });
});

describe('POST /internal/v1/auth/keys/used: 400', () => {
  it('takes at most 1,000 at once', async () => {
    const id = '00000000-0000-7000-8000-000000000000';
    const keys = Array.from({ length: 1_001 }, () => ({ orgId: id, keyId: id, lastUsedAtMs: 1 }));
    expect((await used(keys)).status).toBe(400);
  });
});
