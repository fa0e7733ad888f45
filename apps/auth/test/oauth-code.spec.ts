import { beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyVerdict } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import {
  Browser,
  challengeOf,
  GATEWAY,
  ISSUER,
  newVerifier,
  OAuthFlow,
  REDIRECT,
  type Registered,
} from './oauth-flow.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const auth = new AuthClient(stack);
let orgId: string;
let person: SignedIn;
let client: Registered;

const validate = async (token: string): Promise<KeyVerdict> =>
  (await auth.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token })).body;
const flow = (resource?: string) => new OAuthFlow(auth, client, resource);

beforeAll(async () => {
  orgId = await auth.createOrganization();
  person = await memberOf(stack, auth, orgId);
  client = await OAuthFlow.register(auth);
});

describe('the authorization server', () => {
  it('tells clients all they need', async () => {
    const [oauth, openid] = await Promise.all(
      ['oauth-authorization-server', 'openid-configuration'].map((name) =>
        auth.call<Record<string, unknown>>('GET', `/.well-known/${name}`, { token: null, headers: { origin: 'https://any.example' } }),
      ),
    ); // prettier-ignore
    expect(oauth?.body).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth/authorize`,
      token_endpoint: `${ISSUER}/oauth/token`,
      registration_endpoint: `${ISSUER}/oauth/register`,
      revocation_endpoint: `${ISSUER}/oauth/revoke`,
      jwks_uri: `${ISSUER}/oauth/jwks`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      scopes_supported: ['mcp', 'offline_access'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
    expect(openid?.body).toEqual(oauth?.body);
    expect(oauth?.headers.get('access-control-allow-origin')).not.toBeNull();
    const body = (await (await fetch(`${auth.url}/oauth/jwks`)).json()) as { keys: object[] };
    expect(body.keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })]);
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it('asks the person, says who asks for what, and lets the client in with a token for that endpoint', async () => {
    const begun = flow(`${GATEWAY}/v1/mcp/files`);
    const browser = new Browser(auth.url, person);
    const page = await browser.open(begun.authorizeUrl({ scope: 'mcp:files:read offline_access' }));
    expect(page).toMatchObject({ status: 200, url: expect.objectContaining({ pathname: expect.stringMatching('^/oauth/interaction/') }) });
    expect(page.body).toContain('Test client');
    expect(page.body).toContain('client.example');
    expect(page.body).toContain('Use the tool “read” of “files”');
    expect(page.body).toContain(`${GATEWAY}/v1/mcp/files`);
    expect(page.headers.get('content-security-policy')).toMatch(/form-action 'self' https:\/\/client\.example;.*frame-ancestors 'none'/);
    expect(page.headers.get('x-frame-options')).toBe('DENY');

    const landing = await browser.press(page, 'allow');
    expect(`${landing.url.origin}${landing.url.pathname}`).toBe(REDIRECT);
    expect(landing.url.searchParams.get('state')).toBe(begun.state);
    expect(landing.url.searchParams.get('iss')).toBe(ISSUER);

    const { status, body } = await begun.exchange(landing.url.searchParams.get('code') ?? '');
    expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: expect.stringContaining('mcp:files:read'), refresh_token: expect.any(String) } });
    expect(await validate(body.access_token)).toMatchObject({
      valid: true,
      principal: {
        orgId,
        userId: person.userId,
        agentName: 'Test client',
        scopes: { mcp: [{ server: '*', tools: ['*'] }], permissions: [] },
        token: {
          audience: [`${GATEWAY}/v1/mcp/files`],
          granted: [{ server: 'files', tools: ['read'], resources: [], prompts: [] }],
        },
      },
    });
  }); // prettier-ignore

  it('leads whoever is not signed in to the sign-in and back', async () => {
    const landing = await new Browser(auth.url, null).open(flow().authorizeUrl());
    expect(landing.url.pathname).toBe('/signin');
    expect(landing.url.searchParams.get('return_to')).toMatch(/^\/oauth\/interaction\/[A-Za-z0-9_-]+$/);
  });

  it('asks once: what was granted before needs no second word, more does', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth), `${GATEWAY}/v1/mcp/files`);
    await own.tokens(person, { scope: 'mcp:files:read' });
    const browser = new Browser(auth.url, person);
    expect((await browser.open(own.authorizeUrl({ scope: 'mcp:files:read' }))).url.origin).toBe(
      'https://client.example',
    );
    const page = await browser.open(own.authorizeUrl({ scope: 'mcp:files:read mcp:files:write' }));
    expect(page.body).toContain('(allowed before)');
    const landing = await browser.press(page, 'allow');
    const { body } = await own.exchange(landing.url.searchParams.get('code') ?? '');
    expect(body.scope?.split(' ').toSorted()).toEqual(['mcp:files:read', 'mcp:files:write']);
  });

  it('takes a no for a no', async () => {
    const browser = new Browser(auth.url, person);
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const landing = await browser.press(await browser.open(own.authorizeUrl()), 'deny');
    expect(Object.fromEntries(landing.url.searchParams)).toMatchObject({ error: 'access_denied', iss: ISSUER, state: own.state });
  }); // prettier-ignore

  it('grants a client that names no scope the least that it needs', async () => {
    const files = await flow(`${GATEWAY}/v1/mcp/files`).tokens(person, { scope: null });
    expect(files.scope).toBe('mcp:files');
    expect((await flow().tokens(person, { scope: 'openid profile' })).scope).toBe('mcp');
  });

  it('rotates refresh tokens; a second use of one ends the whole family', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const first = await own.tokens(person);
    const second = await own.refresh(first.refresh_token ?? '');
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(await validate(second.body.access_token)).toMatchObject({ valid: true });

    expect(await own.refresh(first.refresh_token ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await own.refresh(second.body.refresh_token ?? '')).toMatchObject({ status: 400 });
    expect(await validate(second.body.access_token)).toEqual({ valid: false, reason: 'revoked' });
  }); // prettier-ignore

  it('gives one of two refreshes at once new tokens, and none to the other', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const { refresh_token = '' } = await own.tokens(person);
    const answers = await Promise.all([1, 2, 3].map(() => own.refresh(refresh_token)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });
});

describe('attacks on codes', () => {
  const grantOf = async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const landing = await own.authorize(person);
    return { own, code: landing.url.searchParams.get('code') ?? '' };
  };

  it('code replay: the second use gets nothing and ends what the first got', async () => {
    const { own, code } = await grantOf();
    const first = await own.exchange(code);
    expect(await validate(first.body.access_token)).toMatchObject({ valid: true });
    expect(await own.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await validate(first.body.access_token)).toEqual({ valid: false, reason: 'revoked' });
    expect((await own.refresh(first.body.refresh_token ?? '')).status).toBe(400);
  });

  it('code injection: a code is no good without the verifier, or at another client', async () => {
    const { own, code } = await grantOf();
    expect(await own.exchange(code, { code_verifier: newVerifier() })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const other = await OAuthFlow.register(auth);
    expect(await own.exchange(code, { client_id: other.client_id })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  }); // prettier-ignore

  it('PKCE downgrade: no challenge and plain are refused', async () => {
    const browser = new Browser(auth.url, person);
    for (const changes of [
      { code_challenge: null, code_challenge_method: null },
      { code_challenge: challengeOf('x'), code_challenge_method: 'plain' },
      { code_challenge: newVerifier(), code_challenge_method: null },
    ]) {
      const landing = await browser.open(flow().authorizeUrl(changes));
      expect(landing.url.searchParams.get('error')).toBe('invalid_request');
      expect(landing.url.searchParams.get('code')).toBeNull();
    }
  });

  it('redirect_uri mismatch and open redirect: nobody is sent where the client did not say', async () => {
    const browser = new Browser(auth.url, person);
    for (const uri of ['https://evil.example/', `${REDIRECT}/x`, `${REDIRECT}?x=1`, 'https://client.example.evil.example/callback', 'https://client.example/callback/../x', 'javascript:alert(1)']) {
      const page = await browser.open(flow().authorizeUrl({ redirect_uri: uri }));
      expect({ uri, status: page.status, origin: page.url.origin }).toEqual({ uri, status: 400, origin: ISSUER });
    }
    const { own, code } = await grantOf();
    expect(await own.exchange(code, { redirect_uri: `${REDIRECT}?x` })).toMatchObject({ status: 400 });
  }); // prettier-ignore

  it('asks for no resource that is not ours', async () => {
    const browser = new Browser(auth.url, person);
    for (const resource of ['https://evil.example/v1/mcp', `${GATEWAY}/v1/mcp/files/x`, `${GATEWAY}/v1/mcp#x`, `${GATEWAY}.evil.example/v1/mcp`, `${GATEWAY}/v1/other`]) {
      const landing = await browser.open(flow().authorizeUrl({ resource }));
      expect({ resource, error: landing.url.searchParams.get('error') }).toEqual({ resource, error: 'invalid_target' });
    }
    const { own, code } = await grantOf();
    expect(await own.exchange(code, { resource: `${GATEWAY}/v1/mcp/files` })).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
  }); // prettier-ignore

  it('scope escalation: refreshing brings no scope that was not granted', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth), `${GATEWAY}/v1/mcp/files`);
    const { refresh_token = '' } = await own.tokens(person, { scope: 'mcp:files:read' });
    expect(await own.refresh(refresh_token, { scope: 'mcp' })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const landing = await own.authorize(person, { scope: 'mcp:mail mcp:files:read' });
    const { body } = await own.exchange(landing.url.searchParams.get('code') ?? '');
    expect(body.scope).toBe('mcp:files:read');
  }); // prettier-ignore
});

describe('attacks on consent', () => {
  it('cross-site request forgery: no answer counts without the session’s token, or of another browser', async () => {
    const own = new OAuthFlow(auth, await OAuthFlow.register(auth));
    const browser = new Browser(auth.url, person);
    const page = await browser.open(own.authorizeUrl());
    const forged = await browser.open(page.url.pathname, { form: { answer: 'allow' } });
    expect(forged).toMatchObject({ status: 403, url: expect.objectContaining({ origin: ISSUER }) });
    const foreign = await browser.open(page.url.pathname, { form: { answer: 'allow', csrf_token: person.csrfToken }, headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    // Somebody who is lured to a request that another browser began.
    const lured = await new Browser(auth.url, person).press(page, 'allow');
    expect(lured.status).toBe(404);
  }); // prettier-ignore
});

describe('registration', () => {
  it.each([
    { redirect_uris: ['javascript:alert(1)'] },
    { redirect_uris: ['data:text/html,x'] },
    { redirect_uris: ['http://client.example/callback'] },
    { redirect_uris: ['https://a.example/#x'] },
    { redirect_uris: ['https://ok.example/', 'file:///x'] },
    { redirect_uris: [] },
    { redirect_uris: [REDIRECT], grant_types: ['implicit'], response_types: ['token'] },
    { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'client_secret_jwt' },
  ])('refuses %j', async (metadata) => {
    const body = { client_name: 'x', token_endpoint_auth_method: 'none', ...metadata };
    const answer = await auth.call<{ error: string }>('POST', '/oauth/register', { token: null, body, headers: { 'x-forwarded-for': '192.0.2.1' } });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/) } });
  }); // prettier-ignore

  it('lets native apps use loopback at any port, and no other path', async () => {
    const native = await OAuthFlow.register(auth, { redirect_uris: ['http://127.0.0.1/cb'] });
    const own = new OAuthFlow(auth, native);
    const page = await new Browser(auth.url, person).open(own.authorizeUrl({ redirect_uri: 'http://127.0.0.1:49152/cb' }));
    expect(page.status).toBe(200);
    expect(page.body).toContain('a program on this computer');
    expect((await new Browser(auth.url, person).open(own.authorizeUrl({ redirect_uri: 'http://127.0.0.1:49152/other' }))).status).toBe(400);
  }); // prettier-ignore
});
