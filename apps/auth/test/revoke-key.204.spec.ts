import { describe, expect, it } from '@jest/globals';
import { AUTH_CHANGES_CHANNEL, AuthChange, redisKeys } from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);

describe('DELETE /v1/auth/keys/{id}: 204', () => {
  it('ends the key, raises the generation and tells the gateways before it answers', async () => {
    const orgId = await client.createOrganization();
    const key = await client.createKey(orgId);
    const before = await client.validate(key.key);
    expect(before).toMatchObject({ valid: true, generation: 1 });
    const subscriber = connectRedis({ url: stack.redisUrl, name: 'test-subscriber' });
    const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
    await Promise.all([whenReady(subscriber, 5_000), whenReady(redis, 5_000)]);
    const heard: AuthChange[] = [];
    subscriber.on('message', (_channel, text) => heard.push(AuthChange.parse(JSON.parse(text))));
    await subscriber.subscribe(AUTH_CHANGES_CHANNEL);

    expect((await client.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId })).status).toBe(204);
    expect(await redis.get(redisKeys.authGeneration(orgId))).toBe('2');
    expect(await client.validate(key.key)).toMatchObject({ valid: false, reason: 'revoked' });
    await subscriber.ping();
    expect(heard.filter((change) => change.orgId === orgId)).toEqual([{ orgId, generation: 2 }]);
    subscriber.disconnect();
    redis.disconnect();
  });

  it('is no error a second time, and leaves the time of the first', async () => {
    const orgId = await client.createOrganization();
    const { id } = await client.createKey(orgId);
    await client.call('DELETE', `/v1/auth/keys/${id}`, { orgId });
    const { revoked_at } = await client.getKey(orgId, id);
    expect((await client.call('DELETE', `/v1/auth/keys/${id}`, { orgId })).status).toBe(204);
    expect(await client.getKey(orgId, id)).toMatchObject({ status: 'revoked', revoked_at });
  });

  it('goes beyond a generation that Redis had ahead, as a failed commit leaves it', async () => {
    const orgId = await client.createOrganization();
    const [first, second] = [await client.createKey(orgId), await client.createKey(orgId)];
    const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
    await whenReady(redis, 5_000);
    await redis.set(redisKeys.authGeneration(orgId), '7');
    await client.call('DELETE', `/v1/auth/keys/${first.id}`, { orgId });
    expect(await redis.get(redisKeys.authGeneration(orgId))).toBe('8');
    expect(await client.validate(second.key)).toMatchObject({ valid: true, generation: 8 });
    redis.disconnect();
  });
});
