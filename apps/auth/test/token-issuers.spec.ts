import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyVerdict, TokenIssuer, TokenIssuerPage, TokenIssuerTest } from '@gatewayops/contracts';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { unique } from './auth-client.js';
import { IssuerFixture, newKey } from './issuer-fixture.js';
import { GATEWAY } from './oauth-flow.js';
import { memberOf } from './signed-in.js';
import { useSso } from './sso-fixture.js';

const sso = useSso();
const RESOURCE = `${GATEWAY}/v1/mcp/files`;
const UNKNOWN = { valid: false, reason: 'unknown' };
let idp: IssuerFixture;
let orgId: string;
let userId: string;
let email: string;
let account: string;
let trusted: TokenIssuer;

const validate = async (token: string): Promise<KeyVerdict> =>
  (await sso.client.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;
const call = <T = unknown>(method: string, path: string, body?: object, org = orgId) =>
  sso.client.call<T>(method, path, { orgId: org, ...(body ? { body } : {}) });
const create = (body: object, org = orgId) => sso.post<TokenIssuer>(org, '/v1/token-issuers', { name: unique(), issuer: idp.url, people: {}, ...body }); // prettier-ignore
const test = async (token: string | null) =>
  (await call<TokenIssuerTest>('POST', `/v1/token-issuers/${trusted.id}/test`, { token })).body;
const personal = (claims: JWTPayload = {}): JWTPayload => ({ aud: RESOURCE, email, scope: 'mcp', ...claims });
const machine = (claims: JWTPayload = {}): JWTPayload => ({ aud: RESOURCE, client_id: 'nightly', scope: 'mcp', gatewayops_org: orgId, ...claims }); // prettier-ignore

beforeAll(async () => {
  idp = await IssuerFixture.start();
  orgId = await sso.client.createOrganization();
  email = `${unique()}@${await sso.domain(orgId)}`;
  userId = await sso.client.create(orgId, '/v1/members', { email, role: 'org_member' });
  account = await sso.client.create(orgId, '/v1/service-accounts', { name: 'Nightly' });
  const accounts = [{ value: 'nightly', service_account_id: account }];
  trusted = await create({ machines: { accounts }, scopes: ['mcp:files', 'mcp:mail:send'], algorithms: ['RS256', 'ES256'] }); // prettier-ignore
});
afterAll(() => idp.stop());

describe('tokens of an organisation’s own issuer', () => {
  it('stand for its person, at the endpoint that they are for, within the scopes that the organisation allows', async () => {
    const verdict = await validate(await idp.sign(personal({ client_id: 'desktop' })));
    expect(verdict).toMatchObject({
      valid: true,
      principal: {
        orgId, userId, serviceAccountId: null, agentName: 'desktop',
        scopes: { mcp: [{ server: '*', tools: ['*'] }], permissions: [] },
        token: { audience: [RESOURCE], scopes: ['mcp:files', 'mcp:mail:send'], granted: [{ server: 'files' }, { server: 'mail', tools: ['send'] }] },
      },
    });
    const other = await validate(await idp.sign(personal({ client_id: 'desktop', scope: 'mcp:files:read openid', aud: ['https://x.example', RESOURCE] }), { typ: 'JWT' }));
    expect(other).toMatchObject({ valid: true, principal: { token: { audience: [RESOURCE], scopes: ['mcp:files:read'] } } });
    if (verdict.valid && other.valid) expect(other.principal.keyId).toBe(verdict.principal.keyId);
    expect(await validate(await idp.sign(personal({ scope: 'openid mcp:secrets' })))).toMatchObject({ valid: true, principal: { token: { granted: [] } } });
  }); // prettier-ignore

  it('stand for a service account where they name a machine, and the organisation', async () => {
    expect(await validate(await idp.sign(machine()))).toMatchObject({ valid: true, principal: { orgId, userId: null, serviceAccountId: account, agentName: 'Nightly' } });
    expect(await validate(await idp.sign(machine({ client_id: 'other' })))).toEqual(UNKNOWN);
    // What a person's client got for them is no machine's.
    expect(await validate(await idp.sign(machine({ email: 'who@elsewhere.example' })))).toEqual(UNKNOWN);
    await call('PATCH', `/v1/service-accounts/${account}`, { enabled: false });
    expect(await validate(await idp.sign(machine()))).toEqual(UNKNOWN);
    await call('PATCH', `/v1/service-accounts/${account}`, { enabled: true });
  }); // prettier-ignore

  it('are tried by the test, which says what becomes of one', async () => {
    expect(await test(null)).toEqual({ keys: 1, problem: null, subject: null });
    expect(await test(await idp.sign(personal()))).toEqual({
      keys: 1,
      problem: null,
      subject: { user_id: userId, service_account_id: null, scopes: ['mcp:files', 'mcp:mail:send'], resources: [RESOURCE] },
    });
    expect((await test(await idp.sign(personal({ aud: 'https://x.example' })))).problem).toContain('aud');
    expect((await test('a.b.c')).problem).toContain('no token');
  }); // prettier-ignore

  it('end with a change of the issuer, at once', async () => {
    const own = await IssuerFixture.start();
    const issuer = await create({ issuer: own.url });
    const token = await own.sign(personal());
    expect(await validate(token)).toMatchObject({ valid: true });
    expect((await call('PATCH', `/v1/token-issuers/${issuer.id}`, { enabled: false })).status).toBe(200);
    expect(await validate(token)).toEqual(UNKNOWN);
    await call('PATCH', `/v1/token-issuers/${issuer.id}`, { enabled: true });
    expect(await validate(token)).toMatchObject({ valid: true });
    expect((await call('DELETE', `/v1/token-issuers/${issuer.id}`)).status).toBe(204);
    expect(await validate(token)).toEqual(UNKNOWN);
    await own.stop();
  });

  it('are known by a new key, for which the issuer is asked at most twice a minute', async () => {
    const own = await IssuerFixture.start();
    await create({ issuer: own.url });
    expect(await validate(await own.sign(personal()))).toMatchObject({ valid: true });
    const strange = await newKey();
    for (let round = 0; round < 10; round++) expect(await validate(await own.sign(personal(), {}, strange))).toEqual(UNKNOWN);
    expect(own.asked).toBe(1);
    // What was read goes on while the issuer is away.
    await own.stop();
    expect(await validate(await own.sign(personal()))).toMatchObject({ valid: true });
  }); // prettier-ignore
});

describe('attacks by tokens', () => {
  it.each<[string, () => Promise<string>]>([
    ['alg none', async () => new UnsecuredJWT({ iss: idp.url, sub: 'x', ...personal() }).setIssuedAt().setExpirationTime('1m').encode()],
    ['algorithm confusion: HS256 with the public key as its secret', async () => {
      const key = (await importJWK(idp.key.publicJwk, 'RS256', { extractable: true })) as Parameters<typeof exportSPKI>[0];
      const claims = { iss: idp.url, sub: 'x', iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60, ...personal() };
      const input = [{ alg: 'HS256', typ: 'at+jwt', kid: idp.key.publicJwk.kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      return `${input}.${createHmac('sha256', await exportSPKI(key)).update(input).digest('base64url')}`;
    }],
    ['an algorithm that is not allowed', async () => {
      const { privateKey, publicJwk: { kid } } = idp.key;
      const pss = (await crypto.subtle.importKey('pkcs8', await crypto.subtle.exportKey('pkcs8', privateKey), { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']));
      return new SignJWT({ iss: idp.url, sub: 'x', ...personal() }).setIssuedAt().setExpirationTime('1m').setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: kid ?? '' }).sign(pss);
    }],
    ['jwk header injection', async () => {
      const own = await newKey('RS256', idp.key.publicJwk.kid);
      return idp.sign(personal(), { jwk: own.publicJwk }, own);
    }],
    ['jku header injection', async () => idp.sign(personal(), { jku: 'https://evil.example/jwks' })],
    ['x5u header injection', async () => idp.sign(personal(), { x5u: 'https://evil.example/cert' })],
    ['wrong audience: another resource', async () => idp.sign(personal({ aud: 'https://other.example/v1/mcp' }))],
    ['wrong audience: a token for a client', async () => idp.sign(personal({ aud: 'desktop' }))],
    ['wrong audience: an endpoint written otherwise', async () => idp.sign(personal({ aud: `${RESOURCE}/` }))],
    ['wrong issuer', async () => idp.sign(personal({ iss: 'https://evil.example' }))],
    ['wrong issuer: the same with a slash', async () => idp.sign(personal({ iss: `${idp.url}/` }))],
    ['not yet valid (nbf)', async () => idp.sign(personal({ nbf: Math.floor(Date.now() / 1000) + 600 }))],
    ['no expiry', async () => idp.sign(personal({ exp: undefined } as unknown as JWTPayload))],
    ['another type of token', async () => idp.sign(personal(), { typ: 'oauth-id-jag+jwt' })],
    ['bound to a key of its client (cnf)', async () => idp.sign(personal({ cnf: { jkt: 'x' } }))],
    ['an address that the issuer has not verified', async () => idp.sign(personal({ email_verified: false }))],
    ['somebody who is no member', async () => idp.sign(personal({ email: `nobody@${email.split('@')[1]}` }))],
  ])('%s', async (_name, forge) => {
    const token = await forge();
    expect(await validate(token)).toEqual(UNKNOWN);
    expect((await test(token)).problem).not.toBeNull();
  }); // prettier-ignore

  it('expired', async () => {
    const past = Math.floor(Date.now() / 1000) - 600;
    expect(await validate(await idp.sign(personal({ iat: past - 60, exp: past })))).toEqual({ valid: false, reason: 'expired' });
  }); // prettier-ignore

  it('mix-up with another organisation’s issuer: nobody’s tokens are taken for another’s', async () => {
    const other = await sso.client.createOrganization();
    const accountThere = await sso.client.create(other, '/v1/service-accounts', { name: 'Trap' });
    // A member of ours who was invited there, a machine of ours named there, and our issuer named there.
    await sso.client.create(other, '/v1/members', { email });
    const machines = { accounts: [{ value: 'nightly', service_account_id: accountThere }] };
    await create({ machines }, other);
    expect(await validate(await idp.sign(personal()))).toMatchObject({ valid: true, principal: { orgId } });
    expect(await validate(await idp.sign(machine()))).toMatchObject({ valid: true, principal: { orgId, serviceAccountId: account } });
    expect(await validate(await idp.sign(machine({ gatewayops_org: undefined })))).toEqual(UNKNOWN);
    // Their own issuer says that it speaks of our person, and that it is ours.
    const evil = await IssuerFixture.start();
    await create({ issuer: evil.url, machines }, other);
    expect(await validate(await evil.sign(personal()))).toEqual(UNKNOWN);
    expect(await validate(await evil.sign(personal({ iss: idp.url })))).toEqual(UNKNOWN);
    expect(await validate(await evil.sign(machine()))).toEqual(UNKNOWN);
    await evil.stop();
  }); // prettier-ignore

  it('an issuer that names another in its metadata, or none that answers, lets nobody in', async () => {
    const own = await IssuerFixture.start();
    own.metadata = { issuer: 'https://evil.example' };
    await create({ issuer: own.url });
    expect(await validate(await own.sign(personal()))).toEqual(UNKNOWN);
    await own.stop();
    await create({ issuer: 'http://127.0.0.1:9' });
    expect(await validate(await own.sign(personal({ iss: 'http://127.0.0.1:9' })))).toEqual(UNKNOWN);
  });
});

describe('/v1/token-issuers', () => {
  it('lists in pages, reads, and keeps what another organisation has to itself', async () => {
    const org = await sso.client.createOrganization();
    for (const path of ['/a', '/b']) await create({ issuer: `https://idp.example${path}`, people: {} }, org);
    const first = (await call<TokenIssuerPage>('GET', '/v1/token-issuers?limit=1', undefined, org)).body;
    const second = (await call<TokenIssuerPage>('GET', `/v1/token-issuers?limit=1&cursor=${first.cursor}`, undefined, org)).body; // prettier-ignore
    expect([...first.items, ...second.items].map(({ issuer }) => issuer)).toEqual(['https://idp.example/b', 'https://idp.example/a']); // prettier-ignore
    const [issuer] = first.items;
    expect((await call('GET', `/v1/token-issuers/${issuer?.id}`, undefined, org)).body).toEqual(issuer);
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['PATCH', ''], ['POST', '/test']] as const)
      expect((await call(method, `/v1/token-issuers/${issuer?.id}${path}`, method === 'GET' || method === 'DELETE' ? undefined : {})).status).toBe(404); // prettier-ignore
    expect((await call('POST', '/v1/token-issuers', { name: 'x', issuer: issuer?.issuer, people: {} }, org)).status).toBe(409); // prettier-ignore
  });

  it.each([
    { people: null },
    { issuer: 'http://localhost:8081' },
    { issuer: 'https://idp.example/?x=1' },
    { issuer: 'https://user:secret@idp.example' },
    { algorithms: ['HS256'] },
    { algorithms: ['none'] },
    { scopes: ['openid'] },
    { people: { claim: 'sub' } },
    { people: null, machines: { accounts: [] } },
    { people: null, identity_assertions: true },
  ])('refuses %j', async (body) => {
    const whole = { name: unique(), issuer: 'https://idp.example', people: {}, ...body };
    expect((await call('POST', '/v1/token-issuers', whole)).status).toBe(400);
  });

  it('lets nobody trust an issuer for more than they may themselves', async () => {
    const role = await sso.client.create(orgId, '/v1/roles', { name: unique(), grants: [{ permission: 'oauth_clients:*' }] }); // prettier-ignore
    const person = await memberOf(sso.stack, sso.client, orgId, { role: 'org_viewer' });
    await sso.client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: person.userId });
    const body = { name: unique(), issuer: 'https://more.example', people: {} };
    expect(await person.status('POST', '/v1/token-issuers', body)).toBe(403);
  });
});
