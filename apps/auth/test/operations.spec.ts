import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());

describe('operational addresses', () => {
  it('describe the API as docs/openapi/auth.json has it', async () => {
    const file = new URL('../../../docs/openapi/auth.json', import.meta.url);
    const answer = await client.call('GET', '/openapi.json', { token: null });
    expect(answer.body).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('say that the service can serve, and on what that depends', async () => {
    expect((await client.call('GET', '/ready', { token: null })).body).toEqual({
      status: 'ready',
      dependencies: { postgres: { critical: true, state: 'up' }, redis: { critical: false, state: 'up' } },
    });
  });

  it('count queries, proofs, organisations and keys', async () => {
    const { key } = await client.createKey(await client.createOrganization());
    for (let i = 0; i < 2; i++) await client.validate(key);
    const response = await fetch(`${client.url}/metrics`);
    const text = await response.text();
    for (const pattern of [
      /db_query_duration_seconds_count\{[^}]*operation="select"[^}]*\} \d+/,
      /cache_hits_total\{cache="key_proofs",service="auth"\} [1-9]/,
      /cache_misses_total\{cache="key_proofs",service="auth"\} [1-9]/,
      /active_organizations\{service="auth"\} \d+/,
      /api_keys_active\{service="auth"\} \d+/,
    ])
      expect(text).toMatch(pattern);
  });
});
