import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { discoverAuthorizationServer } from './authorization-server.js';
import { parseChallenge } from './challenge.js';
import { guardedFetch, type AddressCheck } from './guarded-fetch.js';
import { discoverResource } from './protected-resource.js';
import { registerClient, registrationWay } from './registration.js';
import { requestClientCredentials, refreshTokens } from './tokens.js';

type Handler = (request: IncomingMessage, body: string) => { status?: number; headers?: Record<string, string>; json?: unknown; text?: string } | null; // prettier-ignore
const servers: Server[] = [];
/** What was asked, in order. */
let asked: string[];
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(handler: Handler): Promise<string> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      const answer = handler(request, Buffer.concat(parts).toString());
      if (answer === null) return response.destroy();
      const { status = 200, headers = {}, json, text = JSON.stringify(json ?? {}) } = answer;
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers }).end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const lookup: LookupFunction = (_name, _options, callback) => callback(null, '127.0.0.1', 4);
const anywhere: AddressCheck = { lookup, allows: () => true };
const fetch = guardedFetch({ addresses: anywhere, allowHttp: true });

describe('guardedFetch', () => {
  it('refuses a redirect to a private address, to another scheme and to one with a password', async () => {
    let location = '';
    const origin = await listen(() => ({ status: 302, headers: { location } }));
    const guarded = guardedFetch({ addresses: { ...anywhere, allows: (address) => address === '127.0.0.1' }, allowHttp: true }); // prettier-ignore
    for (location of [
      'http://169.254.169.254/latest',
      'http://[::1]/',
      'file:///etc/passwd',
      'http://u:p@127.0.0.1/',
    ]) {
      await expect(guarded(origin)).rejects.toMatchObject({ name: 'OAuthFailure', reason: 'unsafe' });
    }
    expect(asked).toHaveLength(4);
  });

  it('asks about the address after DNS, and speaks TLS only unless that is allowed', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'EADDRESSREFUSED' });
    const inside: AddressCheck = { lookup: (_n, _o, callback) => callback(refused, '', 0), allows: () => false };
    await expect(guardedFetch({ addresses: inside, allowHttp: true })('http://rebound.example/')).rejects.toMatchObject({ reason: 'unsafe' }); // prettier-ignore
    await expect(guardedFetch({ addresses: anywhere, allowHttp: false })('http://plain.example/')).rejects.toMatchObject({ reason: 'unsafe' }); // prettier-ignore
  });

  it('reads so much and no more, for so long and no longer, and knows what may have been acted on', async () => {
    const large = await listen(() => ({ text: 'x'.repeat(2_000) }));
    const bounded = guardedFetch({ addresses: anywhere, allowHttp: true, bodyBytesMax: 1_000, timeoutMs: 300 });
    await expect(bounded(large)).rejects.toMatchObject({ reason: 'malformed', undecided: true });
    const cut = await listen(() => null);
    await expect(bounded(cut)).rejects.toMatchObject({ reason: 'unreachable', undecided: true });
    const closed = await listen(() => ({}));
    await new Promise((resolve) => servers.pop()!.close(resolve));
    await expect(bounded(closed)).rejects.toMatchObject({ reason: 'unreachable', undecided: false });
  });

  it('follows no redirect of what it sends', async () => {
    const origin = await listen(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    expect((await fetch(origin, { method: 'POST', body: 'secret' })).status).toBe(307);
    expect(asked).toEqual(['POST /']);
  });
});

describe('parseChallenge', () => {
  it.each([
    ['Bearer resource_metadata="https://a/x", scope="a b"', { resourceMetadata: 'https://a/x', scope: 'a b', error: null }],
    ['Basic realm="x", Bearer error=invalid_token', { resourceMetadata: null, scope: null, error: 'invalid_token' }],
    ['bearer', { resourceMetadata: null, scope: null, error: null }],
    ['Basic realm="Bearer"', null],
    [null, null],
  ])('reads %s', (header, challenge) => expect(parseChallenge(header)).toEqual(challenge)); // prettier-ignore
});

describe('discoverAuthorizationServer', () => {
  it('looks in the three places of an issuer with a path, in their order', async () => {
    let issuer = '';
    const last = '/tenant/.well-known/openid-configuration';
    const origin = await listen(({ url }) => (url === last ? { json: { issuer, token_endpoint: `${issuer}/token` } } : { status: 404 })); // prettier-ignore
    issuer = `${origin}/tenant`;
    expect(await discoverAuthorizationServer(fetch, issuer)).toMatchObject({ issuer });
    const inserted = ['oauth-authorization-server', 'openid-configuration'].map((name) => `GET /.well-known/${name}/tenant`); // prettier-ignore
    expect(asked).toEqual([...inserted, `GET ${last}`]);
    await expect(discoverAuthorizationServer(fetch, `${issuer}/`)).rejects.toMatchObject({ reason: 'mix_up' });
  });
});

describe('discoverResource', () => {
  it('takes the path’s document, then the root’s; a resource above the server counts, another does not', async () => {
    let resource = '';
    const origin = await listen(({ url, method }) => {
      if (method === 'POST') return { status: 401, headers: { 'www-authenticate': 'Bearer' } };
      return url === '/.well-known/oauth-protected-resource' ? { json: { resource, authorization_servers: ['https://as.example'] } } : { status: 404 }; // prettier-ignore
    });
    for (resource of [origin, `${origin}/mcp`]) {
      expect(await discoverResource(fetch, `${origin}/mcp`)).toMatchObject({ resource, authorizationServers: ['https://as.example'] }); // prettier-ignore
    }
    expect(asked.slice(0, 3)).toEqual(['POST /mcp', 'GET /.well-known/oauth-protected-resource/mcp', 'GET /.well-known/oauth-protected-resource']); // prettier-ignore
    for (resource of [`${origin}/mc`, `${origin}/mcp/other`, 'https://evil.example/mcp', 'no address']) {
      await expect(discoverResource(fetch, `${origin}/mcp`)).rejects.toMatchObject({ reason: 'mix_up' });
    }
  });
});

describe('registration', () => {
  const server = { issuer: 'https://as.example', token_endpoint: 'https://as.example/token' };
  it('is by hand before a metadata document, before a dynamic one, before asking', () => {
    const all = {
      ...server,
      client_id_metadata_document_supported: true,
      registration_endpoint: 'https://as.example/r',
    };
    expect(registrationWay(all, true, true)).toBe('registered');
    expect(registrationWay(all, false, true)).toBe('metadata_document');
    expect(registrationWay(all, false, false)).toBe('dynamic');
    expect(registrationWay(server, false, true)).toBe('ask');
  });

  it('says that we are a web application, and takes what the server decides', async () => {
    let sent: unknown;
    const origin = await listen((_request, body) => {
      sent = JSON.parse(body);
      return {
        status: 201,
        json: { client_id: 'c', client_secret: 's', token_endpoint_auth_method: 'client_secret_post' },
      };
    });
    const metadata = { clientName: 'GatewayOps', redirectUri: 'https://gw.example/connect/callback', scope: '' };
    const { identity } = await registerClient({ ...server, registration_endpoint: `${origin}/register` }, metadata, fetch); // prettier-ignore
    expect(sent).toMatchObject({ application_type: 'web', redirect_uris: [metadata.redirectUri] });
    expect(identity).toEqual({ clientId: 'c', authentication: { method: 'client_secret_post', secret: 's' } });
  });
});

describe('the token endpoint', () => {
  it('is shown a signed assertion where that is how we prove ourselves', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    let form = new URLSearchParams();
    const origin = await listen((_request, body) => {
      form = new URLSearchParams(body);
      return { json: { access_token: 't', token_type: 'Bearer', expires_in: 60 } };
    });
    const key = await exportPKCS8(privateKey);
    const authentication = { method: 'private_key_jwt', key, algorithm: 'ES256', keyId: 'one' } as const;
    const party = { server: { issuer: origin, token_endpoint: `${origin}/token` }, identity: { clientId: 'us', authentication }, fetch }; // prettier-ignore
    const tokens = await requestClientCredentials(party, { resource: 'https://mcp.example', scope: 'mcp' });
    expect(tokens).toMatchObject({ accessToken: 't', refreshToken: null, scope: null });
    expect([form.get('resource'), form.get('scope'), form.has('client_secret')]).toEqual(['https://mcp.example', 'mcp', false]); // prettier-ignore
    const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', publicKey);
    expect([payload.iss, payload.sub, protectedHeader.kid]).toEqual(['us', 'us', 'one']);
  });

  it.each([
    [
      { status: 400, json: { error: 'invalid_grant' } },
      { reason: 'refused', code: 'invalid_grant', undecided: false },
    ],
    [
      { status: 503, text: 'later' },
      { reason: 'unreachable', undecided: false },
    ],
    [
      { status: 200, text: 'not JSON' },
      { reason: 'malformed', undecided: true },
    ],
    [null, { reason: 'unreachable', undecided: true }],
  ])('answers %j', async (answer, failure) => {
    const origin = await listen(() => answer as ReturnType<Handler>);
    const identity = { clientId: 'us', authentication: { method: 'none' } } as const;
    const party = { server: { issuer: origin, token_endpoint: `${origin}/token` }, identity, fetch };
    await expect(refreshTokens(party, 'old', 'https://mcp.example')).rejects.toMatchObject(failure);
  });
});
