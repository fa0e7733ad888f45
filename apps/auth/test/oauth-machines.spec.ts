import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuedOAuthClient, KeyVerdict, OAuthGrantPage } from '@gatewayops/contracts';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { Browser, GATEWAY, ISSUER, OAuthFlow, REDIRECT } from './oauth-flow.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const auth = new AuthClient(stack);
let orgId: string;
let account: string;
let person: SignedIn;

beforeAll(async () => {
  orgId = await auth.createOrganization();
  account = await auth.create(orgId, '/v1/service-accounts', { name: 'Pipeline' });
  person = await memberOf(stack, auth, orgId);
});

const validate = async (token: string): Promise<KeyVerdict> =>
  (await auth.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;

async function newClient(body: object): Promise<IssuedOAuthClient> {
  const answer = await auth.call<IssuedOAuthClient>('POST', '/v1/oauth-clients', { orgId, body: { name: randomUUID(), ...body } });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
} // prettier-ignore

const machineToken = (client: IssuedOAuthClient, secret: string, parameters: Record<string, string> = {}) =>
  new OAuthFlow(auth, { client_id: client.id }).token(
    { grant_type: 'client_credentials', resource: `${GATEWAY}/v1/mcp/files`, ...parameters },
    { authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}` },
  );

describe('machines', () => {
  it('get tokens with a secret, act as their service account, and stop when the client or the account does', async () => {
    const client = await newClient({ service_account_id: account });
    expect((await machineToken(client, 'wrong')).status).toBe(401);
    const { status, body } = await machineToken(client, client.client_secret ?? '');
    expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'mcp:files' } });
    expect(body.refresh_token).toBeUndefined();
    expect(await validate(body.access_token)).toMatchObject({
      valid: true,
      principal: { orgId, keyId: client.id, userId: null, serviceAccountId: account, token: { audience: [`${GATEWAY}/v1/mcp/files`] } },
    });
    await auth.call('PATCH', `/v1/service-accounts/${account}`, { orgId, body: { enabled: false } });
    expect(await validate(body.access_token)).toMatchObject({ valid: false });
    await auth.call('PATCH', `/v1/service-accounts/${account}`, { orgId, body: { enabled: true } });
    expect(await validate(body.access_token)).toMatchObject({ valid: true });
    expect((await auth.call('DELETE', `/v1/oauth-clients/${client.id}`, { orgId })).status).toBe(204);
    expect(await validate(body.access_token)).toMatchObject({ valid: false });
  }); // prettier-ignore

  it('get tokens with an assertion of their own key, each good once (RFC 7523)', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const client = await newClient({
      service_account_id: account,
      authentication: 'private_key_jwt',
      jwks: { keys: [await exportJWK(publicKey)] },
    });
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(client.id)
      .setSubject(client.id)
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    const ask = () =>
      new OAuthFlow(auth, { client_id: client.id }).token({
        grant_type: 'client_credentials',
        resource: `${GATEWAY}/v1/mcp`,
        client_id: client.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      });
    const first = await ask();
    expect(await validate(first.body.access_token)).toMatchObject({ valid: true });
    expect((await ask()).status).toBeGreaterThanOrEqual(400);
  });

  it.each([
    { redirect_uris: [REDIRECT], service_account_id: 'account' },
    { authentication: 'none', service_account_id: 'account' },
    { redirect_uris: [] },
    { redirect_uris: ['javascript:alert(1)'] },
    { redirect_uris: [REDIRECT], authentication: 'private_key_jwt' },
  ])('refuses a client such as %j', async (body) => {
    const whole = { name: randomUUID(), ...body, ...(body.service_account_id ? { service_account_id: account } : {}) };
    expect((await auth.call('POST', '/v1/oauth-clients', { orgId, body: whole })).status).toBe(400);
  });
});

describe('people', () => {
  it('see what they granted, and take it back: tokens end', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const { access_token: token } = await own.tokens(person);
    const { body } = await person.call<OAuthGrantPage>('GET', '/v1/auth/oauth-grants');
    const [grant] = body.items;
    expect(grant).toMatchObject({ client_id: own.client.client_id, client_name: 'Test client', resource: `${GATEWAY}/v1/mcp`, scopes: ['mcp'], user_id: person.userId });
    const other = await memberOf(stack, auth, orgId);
    expect((await other.call<OAuthGrantPage>('GET', '/v1/auth/oauth-grants')).body.items).toEqual([]);
    expect(await other.status('DELETE', `/v1/auth/oauth-grants/${grant?.id}`)).toBe(404);
    expect(await validate(token)).toMatchObject({ valid: true });
    expect(await person.status('DELETE', `/v1/auth/oauth-grants/${grant?.id}`)).toBe(204);
    expect(await validate(token)).toEqual({ valid: false, reason: 'revoked' });
  }); // prettier-ignore

  it('of another organisation are not asked by a client of this one', async () => {
    const client = await newClient({ redirect_uris: [REDIRECT], authentication: 'none' });
    const own = new OAuthFlow(auth, { client_id: client.id });
    const stranger = await memberOf(stack, auth, await auth.createOrganization());
    expect((await new Browser(auth.url, stranger).open(own.authorizeUrl())).status).toBe(403);
    expect((await new Browser(auth.url, person).open(own.authorizeUrl())).body).toContain('Registered by</dt><dd>your organisation');
  }); // prettier-ignore
});

describe('forged tokens', () => {
  it('alg none, HS256 with the public key, a key of one’s own, another issuer, another type, expired: none is known', async () => {
    const { access_token: token } = await new OAuthFlow(auth, await OAuthFlow.register(auth)).tokens(person);
    const claims = decodeJwt(token);
    const { keys } = (await (await fetch(`${auth.url}/oauth/jwks`)).json()) as { keys: { kid: string }[] };
    const kid = keys[0]?.kid ?? '';
    const { privateKey } = await generateKeyPair('ES256');
    const signed = (changes: object, header: object = {}) =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(privateKey);
    const hs = [{ alg: 'HS256', typ: 'at+jwt', kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const forged = [
      new UnsecuredJWT(claims).encode(),
      `${hs}.${createHmac('sha256', JSON.stringify(keys[0])).update(hs).digest('base64url')}`,
      await signed({}),
      await signed({ iss: 'https://evil.example' }),
      await signed({}, { typ: 'JWT' }),
      await signed({}, { kid: 'unknown' }),
      `${token.slice(0, -4)}AAAA`,
      token.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ ...claims, org_id: randomUUID() })).toString('base64url')}.`),
      'a.b.c',
    ];
    for (const each of forged) expect(await validate(each)).toEqual({ valid: false, reason: 'unknown' });
    expect(await validate(token)).toMatchObject({ valid: true });
  }); // prettier-ignore
});
