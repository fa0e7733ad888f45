import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { newKeyLike } from './key-like.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

const report = (body: object) => client.call('POST', '/v1/auth/keys/report-leak', { token: null, body });

describe('POST /v1/auth/keys/report-leak: 202', () => {
  it('takes a key away from everybody, and says so where its organisation looks', async () => {
    const { id, key } = await client.createKey(orgId);
    expect((await report({ key, url: 'https://example.com/pasted' })).status).toBe(202);
    expect(await client.validate(key)).toMatchObject({ valid: false, reason: 'revoked' });
    expect((await client.getKey(orgId, id)).status).toBe('revoked');
  });

  it('answers the same for what is no key, or none that works', async () => {
    const { key } = await client.createKey(orgId);
    const answers = [
      await report({ key }),
      await report({ key }),
      await report({ key: newKeyLike() }),
      await report({ key: 'x' }),
    ];
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
  });
});
