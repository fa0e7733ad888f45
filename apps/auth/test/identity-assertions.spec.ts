import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuedOAuthClient, KeyVerdict, TokenIssuer } from '@gatewayops/contracts';
import { decodeJwt, type JWTPayload } from 'jose';
import { unique } from './auth-client.js';
import { IssuerFixture, newKey } from './issuer-fixture.js';
import { GATEWAY, ISSUER, OAuthFlow, REDIRECT } from './oauth-flow.js';
import { useSso } from './sso-fixture.js';

const sso = useSso();
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const RESOURCE = `${GATEWAY}/v1/mcp/files`;
let idp: IssuerFixture;
let orgId: string;
let userId: string;
let email: string;
let client: IssuedOAuthClient;
let trusted: TokenIssuer;

const validate = async (token: string): Promise<KeyVerdict> =>
  (await sso.client.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;
const newClient = (org: string, body: object = {}) =>
  sso.post<IssuedOAuthClient>(org, '/v1/oauth-clients', { name: unique(), redirect_uris: [REDIRECT], ...body });
const assertion = (claims: JWTPayload = {}, header: object = {}, key = idp.key): Promise<string> =>
  idp.sign(
    { aud: ISSUER, email, client_id: client.id, resource: RESOURCE, ...claims },
    { typ: 'oauth-id-jag+jwt', ...header },
    key,
  );
const exchange = (token: string, parameters: Record<string, string> = {}, by = client) =>
  new OAuthFlow(sso.client, { client_id: by.id }).token(
    { grant_type: GRANT, assertion: token, ...parameters },
    { authorization: `Basic ${Buffer.from(`${by.id}:${by.client_secret}`).toString('base64')}` },
  ); // prettier-ignore

beforeAll(async () => {
  idp = await IssuerFixture.start();
  orgId = await sso.client.createOrganization();
  email = `${unique()}@${await sso.domain(orgId)}`;
  userId = await sso.client.create(orgId, '/v1/members', { email });
  client = await newClient(orgId);
  const body = { name: unique(), issuer: idp.url, people: {}, identity_assertions: true, access_tokens: false };
  trusted = await sso.post<TokenIssuer>(orgId, '/v1/token-issuers', body);
});
afterAll(() => idp.stop());

describe('enterprise-managed authorization', () => {
  it('is told of in the metadata', async () => {
    const { body } = await sso.client.call('GET', '/.well-known/oauth-authorization-server', { token: null });
    expect(body).toMatchObject({
      grant_types_supported: expect.arrayContaining([GRANT]),
      authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
    });
  });

  it('lets a client in for the person whom the provider names, for ten minutes, without a page of ours', async () => {
    const { status, body } = await exchange(await assertion({ scope: 'mcp:files:read' }));
    expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600, scope: 'mcp:files:read' } });
    expect(body.refresh_token).toBeUndefined();
    expect(decodeJwt(body.access_token)).toMatchObject({ iss: ISSUER, sub: userId, aud: RESOURCE, client_id: client.id, org_id: orgId });
    expect(await validate(body.access_token)).toMatchObject({
      valid: true,
      principal: { orgId, userId, agentName: client.name, token: { audience: [RESOURCE], scopes: ['mcp:files:read'] } },
    });
    expect((await exchange(await assertion())).body.scope).toBe('mcp:files');
    expect((await exchange(await assertion({ scope: 'mcp' }), { scope: 'mcp:files:write' })).body.scope).toBe('mcp:files:write');
  }); // prettier-ignore

  it('takes access back: with the member, the client, and the issuer', async () => {
    const gone = await sso.client.create(orgId, '/v1/members', { email: `${unique()}@${email.split('@')[1]}` });
    const { body: page } = await sso.client.call<{ items: { user_id: string; email: string }[] }>('GET', '/v1/members', { orgId }); // prettier-ignore
    const address = page.items.find((member) => member.user_id === gone)?.email ?? '';
    const own = await newClient(orgId);
    const ofMember = (await exchange(await assertion({ email: address }))).body.access_token;
    const ofClient = (await exchange(await assertion({ client_id: own.id }), {}, own)).body.access_token;
    const ofIssuer = (await exchange(await assertion())).body.access_token;
    for (const token of [ofMember, ofClient, ofIssuer]) expect(await validate(token)).toMatchObject({ valid: true });
    await sso.client.call('DELETE', `/v1/members/${gone}`, { orgId });
    await sso.client.call('DELETE', `/v1/oauth-clients/${own.id}`, { orgId });
    for (const token of [ofMember, ofClient])
      expect(await validate(token)).toEqual({ valid: false, reason: 'revoked' });
    await sso.client.call('PATCH', `/v1/token-issuers/${trusted.id}`, { orgId, body: { identity_assertions: false } });
    expect(await validate(ofIssuer)).toEqual({ valid: false, reason: 'revoked' });
    expect((await exchange(await assertion())).status).toBe(400);
    await sso.client.call('PATCH', `/v1/token-issuers/${trusted.id}`, { orgId, body: { identity_assertions: true } });
  });

  it('asserts nothing at the gateway itself', async () => {
    expect(await validate(await assertion({ aud: RESOURCE }))).toEqual({ valid: false, reason: 'unknown' });
    expect(await validate(await assertion({ aud: RESOURCE }, { typ: 'at+jwt' }))).toEqual({ valid: false, reason: 'unknown' }); // prettier-ignore
  });
});

describe('attacks by assertions', () => {
  it('replay: each is good once', async () => {
    const once = await assertion();
    const answers = await Promise.all([exchange(once), exchange(once), exchange(once)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    expect((await exchange(once)).body).toMatchObject({ error: 'invalid_grant', error_description: expect.stringContaining('used already') }); // prettier-ignore
  });

  it.each<[string, () => Promise<string>]>([
    ['another type: an access token', () => assertion({}, { typ: 'at+jwt' })],
    ['another type: an ID token', () => assertion({}, { typ: 'JWT' })],
    ['another audience: the endpoint', () => assertion({ aud: RESOURCE })],
    ['another audience: another authorization server', () => assertion({ aud: 'https://as.example' })],
    ['another client', () => assertion({ client_id: randomUUID() })],
    ['no client', () => assertion({ client_id: undefined })],
    ['no id', () => assertion({ jti: undefined } as unknown as JWTPayload)],
    ['another issuer', () => assertion({ iss: 'https://evil.example' })],
    ['a key of one’s own', async () => assertion({}, {}, await newKey('RS256', idp.key.publicJwk.kid))],
    ['expired', () => assertion({ iat: 1_000, exp: 2_000 })],
    ['good for days', () => assertion({ exp: Math.floor(Date.now() / 1000) + 86_400 })],
    ['somebody at no domain of the organisation’s', () => assertion({ email: 'who@elsewhere.example' })],
    ['jwk header injection', async () => assertion({}, { jwk: idp.key.publicJwk })],
  ])('%s', async (_name, forge) => {
    expect(await exchange(await forge())).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('another resource than was allowed, or more scope', async () => {
    expect(await exchange(await assertion(), { resource: `${GATEWAY}/v1/mcp/mail` })).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
    expect(await exchange(await assertion({ resource: 'https://x.example' }))).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
    expect(await exchange(await assertion({ scope: 'mcp:mail' }))).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    expect(await exchange(await assertion({ scope: 'mcp:files:read' }), { scope: 'mcp:files:write' })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  }); // prettier-ignore

  it('mix-up: a client of another organisation’s, or an issuer that only it trusts', async () => {
    const other = await sso.client.createOrganization();
    const stranger = await newClient(other);
    expect(await exchange(await assertion({ client_id: stranger.id }), {}, stranger)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const evil = await IssuerFixture.start();
    await sso.post(other, '/v1/token-issuers', { name: unique(), issuer: evil.url, people: {}, identity_assertions: true });
    const forged = await evil.sign({ aud: ISSUER, email, client_id: client.id, resource: RESOURCE }, { typ: 'oauth-id-jag+jwt' });
    expect(await exchange(forged)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await evil.stop();
  }); // prettier-ignore

  it('clients that prove nothing, and machines', async () => {
    const open = await newClient(orgId, { authentication: 'none' });
    const asPublic = await new OAuthFlow(sso.client, { client_id: open.id }).token({ grant_type: GRANT, client_id: open.id, assertion: await assertion({ client_id: open.id }) });
    expect(asPublic.status).toBe(400);
    expect(await exchange(await assertion(), {}, { ...client, client_secret: 'wrong' })).toMatchObject({ status: 401 });
    const account = await sso.client.create(orgId, '/v1/service-accounts', { name: unique() });
    const machine = await newClient(orgId, { redirect_uris: [], service_account_id: account });
    expect((await exchange(await assertion({ client_id: machine.id }), {}, machine)).status).toBe(400);
  }); // prettier-ignore
});
