import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { AuthClient, codeOf } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let proxy: FaultProxy;
let auth: AuthProcess;

beforeAll(async () => {
  const redisUrl = new URL(stack.redisUrl);
  proxy = await FaultProxy.start({ port: Number(redisUrl.port) });
  redisUrl.port = String(proxy.port);
  auth = await startAuth({ ...stack.environment, REDIS_URL: redisUrl.href });
});

afterAll(async () => {
  await auth.stop();
  await proxy.close();
});

describe('DELETE /v1/auth/keys/{id}: 503', () => {
  it.each([
    ['refuses connections', () => ((proxy.refuse = true), void proxy.cut())],
    ['swallows everything', () => void (proxy.blackHole = true)],
  ])(
    'changes nothing while Redis %s',
    async (_what, breakIt) => {
      const cut = new AuthClient(stack, auth.url);
      const orgId = await client.createOrganization();
      const key = await client.createKey(orgId);
      breakIt();
      const answer = await cut.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId });
      const rotated = await cut.call('POST', `/v1/auth/keys/${key.id}/rotate`, { orgId, body: {} });
      expect([answer.status, codeOf(answer), rotated.status]).toEqual([503, 'service_unavailable', 503]);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(await client.getKey(orgId, key.id)).toMatchObject({
        status: 'active',
        revoked_at: null,
        replaced_by: null,
      });
      expect((await cut.validate(key.key)).valid).toBe(true);

      proxy.refuse = false;
      proxy.blackHole = false;
      proxy.cut();
      const again = async () => (await cut.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId })).status;
      let status = await again();
      for (let tries = 0; status !== 204 && tries < 50; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        status = await again();
      }
      expect(status).toBe(204);
      expect(await client.validate(key.key)).toMatchObject({ valid: false, reason: 'revoked' });
    },
    20_000,
  );
});
