import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyVerdict, OAuthGrantPage } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { OAuthFlow, REDIRECT } from './oauth-flow.js';
import { memberOf, type SignedIn } from './signed-in.js';

const REGISTRATIONS_MAX = 10;
const stack = useAuthStack();
const one = new AuthClient(stack);
let second: AuthProcess;
let two: AuthClient;
let person: SignedIn;

const validate = async (token: string, auth = one): Promise<KeyVerdict> =>
  (await auth.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;

beforeAll(async () => {
  second = await startAuth({ ...stack.environment, OAUTH_REGISTRATIONS_PER_MINUTE: String(REGISTRATIONS_MAX) });
  two = new AuthClient(stack, second.url);
  person = await memberOf(stack, one, await one.createOrganization());
});
afterAll(() => second.stop());

describe('two replicas', () => {
  it('are one authorization server: registered here, asked there, exchanged here, known there', async () => {
    const client = await OAuthFlow.register(one);
    const [here, there] = [new OAuthFlow(one, client), new OAuthFlow(two, client)];
    const landing = await there.authorize(person);
    const { body } = await here.exchange(landing.url.searchParams.get('code') ?? '', { code_verifier: there.verifier });
    expect(await validate(body.access_token, two)).toMatchObject({ valid: true, principal: { userId: person.userId } });
    expect(await validate(body.access_token, one)).toMatchObject({ valid: true });
    const next = await there.refresh(body.refresh_token ?? '');
    expect(await validate(next.body.access_token, one)).toMatchObject({ valid: true });
    // The old one, at the other replica: its reuse ends the family at both.
    expect(await here.refresh(body.refresh_token ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } }); // prettier-ignore
    for (const auth of [one, two]) expect(await validate(next.body.access_token, auth)).toEqual({ valid: false, reason: 'revoked' }); // prettier-ignore
  });

  it('let one of two refreshes at once win; whether the other was a thief cannot be told, so the family ends', async () => {
    for (let round = 0; round < 5; round++) {
      const client = await OAuthFlow.register(one);
      const [here, there] = [new OAuthFlow(one, client), new OAuthFlow(two, client)];
      const { refresh_token: token = '' } = await here.tokens(person);
      const answers = await Promise.all([here.refresh(token), there.refresh(token)]);
      const won = answers.filter(({ status }) => status === 200);
      expect(won.length).toBeLessThanOrEqual(1);
      for (const lost of answers) if (lost.status !== 200) expect(lost.body.error).toBe('invalid_grant');
      for (const { body } of won) expect(await validate(body.access_token, two)).toEqual({ valid: false, reason: 'revoked' }); // prettier-ignore
      for (const { body } of won) expect((await there.refresh(body.refresh_token ?? '')).status).toBe(400);
    }
  });

  it('let one of two uses of a code win', async () => {
    const client = await OAuthFlow.register(one);
    const [here, there] = [new OAuthFlow(one, client), new OAuthFlow(two, client)];
    const code = (await here.authorize(person)).url.searchParams.get('code') ?? '';
    const answers = await Promise.all([here.exchange(code), there.exchange(code, { code_verifier: here.verifier })]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThanOrEqual(1);
  });
});

it('registrations from one address are limited, those of others are not', async () => {
  const register = (address: string) =>
    two.call<{ error?: string }>('POST', '/oauth/register', {
      token: null,
      body: { client_name: 'x', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' },
      headers: { 'x-forwarded-for': address },
    });
  let refused = await register('192.0.2.7');
  // A minute may begin in between, and with it another count.
  for (let count = 0; count < 2 * REGISTRATIONS_MAX && refused.status === 201; count++) refused = await register('192.0.2.7'); // prettier-ignore
  expect(refused).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } });
  expect(refused.headers.get('retry-after')).toBe('60');
  expect((await register('192.0.2.8')).status).toBe(201);
});

it('when a grant was last used is told to the person', async () => {
  const own = new OAuthFlow(one, await OAuthFlow.register(one));
  const verdict = await validate((await own.tokens(person)).access_token);
  if (!verdict.valid) throw new Error('the token is not good');
  const { orgId, keyId } = verdict.principal;
  const read = async () => (await person.call<OAuthGrantPage>('GET', '/v1/auth/oauth-grants')).body.items.find(({ id }) => id === keyId); // prettier-ignore
  expect((await read())?.last_used_at).toBeNull();
  const lastUsedAtMs = Date.now() - 1_000;
  await one.internal('POST', '/internal/v1/auth/keys/used', { keys: [{ orgId, keyId, lastUsedAtMs }] });
  expect((await read())?.last_used_at).toBe(new Date(lastUsedAtMs).toISOString());
});
