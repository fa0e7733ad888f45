import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { KeyVerdict } from '@gatewayops/contracts';
import { newKeyLike } from './key-like.js';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
const PATH = '/internal/v1/auth/validate-key';

describe('POST /internal/v1/auth/validate-key: 200', () => {
  it('says who a key is, with the limits of key, team and organisation', async () => {
    const orgId = await client.createOrganization();
    const userId = await client.create(orgId, '/v1/members', { email: `${orgId}@example.com` });
    const teamId = await client.create(orgId, '/v1/teams', { name: 'T', rate_limit: { rps: 30, burst: 9 } });
    const scopes = { mcp: [{ server: 'a-*', tools: ['x'], resources: [], prompts: [] }], permissions: ['costs:read'] };
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const key = await client.createKey(orgId, {
      user_id: userId, team_id: teamId, scopes, expires_at, environment: 'dev', agent_name: 'bot',
    }); // prettier-ignore
    expect(KeyVerdict.parse(await client.validate(key.key))).toEqual({
      valid: true,
      generation: 1,
      principal: {
        orgId,
        keyId: key.id,
        userId,
        serviceAccountId: null,
        teamId,
        projectId: null,
        environment: 'dev',
        agentName: 'bot',
        scopes,
        allowedAddresses: [],
        token: null,
        limits: { key: { rps: 100, burst: 50 }, team: { rps: 30, burst: 9 }, org: { rps: 1000, burst: 500 } },
        expiresAtMs: Date.parse(expires_at),
      },
    });
  });

  it('has the new limits, under a new generation, once they are changed', async () => {
    const orgId = await client.createOrganization();
    const { key } = await client.createKey(orgId);
    await client.call('PATCH', `/v1/orgs/${orgId}`, { body: { rate_limit: { rps: 3, burst: 2 } } });
    expect(await client.validate(key)).toMatchObject({
      generation: 2,
      principal: { limits: { team: null, org: { rps: 3, burst: 2 } } },
    });
  });

  it.each([
    ['never issued', newKeyLike()],
    ['too short', 'gwo_prod_abc'],
    ['no key at all', 'hello'],
  ])('knows nothing of a text that was %s, and is quick about it', async (_what, apiKey) => {
    const timesMs: number[] = [];
    for (let i = 0; i < 5; i++) {
      const startedAt = performance.now();
      expect(await client.validate(apiKey)).toEqual({ valid: false, reason: 'unknown' });
      timesMs.push(performance.now() - startedAt);
    }
    // bcrypt alone never takes less.
    expect(Math.min(...timesMs)).toBeLessThan(100);
  });

  it('ends a key when it expires', async () => {
    const orgId = await client.createOrganization();
    const expiresAtMs = Date.now() + 4_000;
    const { key, id } = await client.createKey(orgId, { expires_at: new Date(expiresAtMs).toISOString() });
    expect((await client.validate(key)).valid).toBe(true);
    await sleep(expiresAtMs - Date.now() + 50);
    expect(await client.validate(key)).toMatchObject({ valid: false, reason: 'expired' });
    expect((await client.getKey(orgId, id)).status).toBe('expired');
  });
});

describe('POST /internal/v1/auth/validate-key: 400', () => {
  it('asks for a key of bounded length', async () => {
    for (const body of [{}, { apiKey: '' }, { apiKey: 'x'.repeat(257) }])
      expect((await client.internal('POST', PATH, body)).status).toBe(400);
  });
});
