import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuedApiKey, KeyVerdict } from '@gatewayops/contracts';
import { AuthClient, codeOf } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const PATH = '/internal/v1/auth/validate-key';
let orgId: string;
let keys: IssuedApiKey[];
let slow: AuthProcess;

/** A second replica that proves one key at a time and lets one wait. */
beforeAll(async () => {
  orgId = await client.createOrganization();
  keys = await Promise.all([1, 2, 3, 4].map(() => client.createKey(orgId)));
  slow = await startAuth({ ...stack.environment, BCRYPT_COST: '12', BCRYPT_CONCURRENCY: '1', BCRYPT_WAITING_MAX: '1' });
});
afterAll(() => slow.stop());

describe('POST /internal/v1/auth/validate-key: 503', () => {
  it('refuses keys to be proven beyond the queue’s length, and goes on', async () => {
    const replica = new AuthClient(stack, slow.url);
    const apiKeys = keys.map((key) => key.key);
    const answers = await Promise.all(apiKeys.map((apiKey) => replica.internal('POST', PATH, { apiKey })));
    const refused = answers.filter((answer) => answer.status === 503);
    // One is proven and one waits, for as long as a busy machine lets it; the others find the queue full.
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(4 - refused.length);
    expect(refused.length).toBeLessThan(4);
    for (const answer of refused) {
      expect(codeOf(answer)).toBe('service_unavailable');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    for (const apiKey of apiKeys) expect((await replica.validate(apiKey)).valid).toBe(true);
    // All are proven by now: none needs the queue.
    const again = await Promise.all(apiKeys.map((apiKey) => replica.validate(apiKey)));
    expect(again.every((verdict) => verdict.valid)).toBe(true);
  });
});

describe('a key revoked while its validation is under way', () => {
  it('is not let through by it', async () => {
    const [busy, revoked] = await Promise.all([client.createKey(orgId), client.createKey(orgId)]);
    const replica = new AuthClient(stack, slow.url);
    const first = replica.validate(busy.key);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // It read the key's row when that was valid, and now waits for its turn at bcrypt.
    const late: Promise<KeyVerdict> = replica.validate(revoked.key);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await client.call('DELETE', `/v1/auth/keys/${revoked.id}`, { orgId })).status).toBe(204);
    expect(await late).toMatchObject({ valid: false, reason: 'revoked' });
    expect((await first).valid).toBe(true);
  });
});
