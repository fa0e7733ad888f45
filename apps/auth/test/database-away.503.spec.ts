import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { until } from './audit-chains.js';
import { AuthClient, codeOf } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { ownRedisUrl, useAuthStack } from './auth-stack.js';

/** Five failures, those of jobs in the background among them, keep the breaker open for a minute. */
const RECOVERY_MS_MAX = 90_000;

const stack = useAuthStack();
let proxy: FaultProxy;
let auth: AuthProcess;
let orgId: string;

beforeAll(async () => {
  const url = new URL(stack.databaseUrl);
  proxy = await FaultProxy.start({ port: Number(url.port) });
  url.port = String(proxy.port);
  auth = await startAuth({ ...stack.environment, DATABASE_URL: url.href, REDIS_URL: ownRedisUrl(stack.redisUrl, 2) });
  orgId = await new AuthClient(stack).createOrganization();
});

afterAll(async () => {
  await auth.stop();
  await proxy.close();
});

describe('while PostgreSQL is away', () => {
  it('answers 503 with a time to try again, says so on /ready, and recovers', async () => {
    const client = new AuthClient(stack, auth.url);
    const key = await new AuthClient(stack).createKey(orgId);
    proxy.refuse = true;
    proxy.cut();
    const validated = await client.internal('POST', '/internal/v1/auth/validate-key', { apiKey: key.key });
    const listed = await client.call('GET', '/v1/teams', { orgId });
    for (const answer of [validated, listed]) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'service_unavailable']);
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const ready = await client.call('GET', '/ready', { token: null });
    expect(ready).toMatchObject({ status: 503, body: { status: 'unavailable' } });
    expect((await client.call('GET', '/health', { token: null })).status).toBe(200);
    proxy.refuse = false;
    const validated200 = () => client.internal('POST', '/internal/v1/auth/validate-key', { apiKey: key.key });
    await until(async () => (await validated200()).status === 200, RECOVERY_MS_MAX);
    await until(async () => (await client.call('GET', '/ready', { token: null })).status === 200);
  }, 150_000);
});
