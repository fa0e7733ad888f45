import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { IssuedApiKey } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());

async function rotate(orgId: string, id: string, body: object): Promise<IssuedApiKey> {
  const answer = await client.call('POST', `/v1/auth/keys/${id}/rotate`, { orgId, body });
  expect(answer.status).toBe(201);
  return IssuedApiKey.parse(answer.body);
}

describe('POST /v1/auth/keys/{id}/rotate: 201', () => {
  it('gives a successor with the same rights; both work until the overlap ends', async () => {
    const orgId = await client.createOrganization();
    const scopes = { mcp: [{ server: '*', tools: ['*'], resources: [], prompts: [] }], permissions: [] };
    const old = await client.createKey(orgId, { scopes, rate_limit: { rps: 5, burst: 5 }, agent_name: 'a' });
    expect((await client.validate(old.key)).valid).toBe(true);
    const next = await rotate(orgId, old.id, { overlap_seconds: 4 });
    expect(next).toMatchObject({ scopes, rate_limit: { rps: 5, burst: 5 }, agent_name: 'a', rotated_from: old.id });
    expect(next.key).not.toBe(old.key);

    const replaced = await client.getKey(orgId, old.id);
    expect(replaced).toMatchObject({ status: 'rotating', replaced_by: next.id });
    const endsAtMs = Date.parse(replaced.overlap_ends_at ?? '');
    expect(endsAtMs - Date.parse(next.created_at)).toBe(4_000);
    // What caches verdicts learns when this one ends.
    expect(await client.validate(old.key)).toMatchObject({ valid: true, principal: { expiresAtMs: endsAtMs } });
    expect(await client.validate(next.key)).toMatchObject({ valid: true, principal: { expiresAtMs: null } });
    await sleep(endsAtMs - Date.now() + 100);
    expect(await client.validate(old.key)).toMatchObject({ valid: false, reason: 'expired' });
    expect((await client.validate(next.key)).valid).toBe(true);
  });

  it('ends the old key at once without an overlap', async () => {
    const orgId = await client.createOrganization();
    const old = await client.createKey(orgId);
    await rotate(orgId, old.id, { overlap_seconds: 0 });
    expect((await client.validate(old.key)).valid).toBe(false);
  });
});
