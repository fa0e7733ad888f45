import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const OIDC_CLIENT = { client_id: 'gatewayops', client_secret: 'a secret of the client that is long enough' };

/** What an answer of the provider is made of; a test changes one thing of it. */
export interface OidcAnswer {
  claims: Record<string, unknown>;
  /** How the ID token is signed: by the provider's key unless it says otherwise. */
  sign: (claims: Record<string, unknown>, keys: OidcKeys) => Promise<string>;
  /** Parameters of the redirect back. */
  redirect: (parameters: URLSearchParams) => void;
  userinfo: Record<string, unknown>;
}

export interface OidcKeys {
  privateKey: CryptoKey;
  publicJwk: JWK;
}

/** An OpenID provider that says what a test has it say, right or wrong. */
export interface OidcFixture {
  readonly issuer: string;
  /** Of the next sign-in. */
  next: Partial<OidcAnswer>;
  readonly seen: { verifier: string | null; challengeMethod: string | null; nonce: string | null; userinfo: number };
  stop(): Promise<void>;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that says of itself that it needs no signature (RFC 7518, 3.6). */
export const unsigned = async (claims: Record<string, unknown>): Promise<string> =>
  `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`;

/** The public key, which everybody has, used as a secret one. */
export const confused = async (claims: Record<string, unknown>, { publicJwk }: OidcKeys): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(Buffer.from(JSON.stringify(publicJwk)));

export const signed = async (claims: Record<string, unknown>, { privateKey }: OidcKeys): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);

export async function startOidc(): Promise<OidcFixture> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const keys: OidcKeys = {
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' },
  };
  const server: Server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fixture: OidcFixture = {
    issuer,
    next: {},
    seen: { verifier: null, challengeMethod: null, nonce: null, userinfo: 0 },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration') return void json(metadataOf(issuer));
    if (url.pathname === '/jwks') return void json({ keys: [keys.publicJwk] });
    if (url.pathname === '/authorize') return authorize(url, response);
    if (url.pathname === '/userinfo') {
      fixture.seen.userinfo++;
      return void json(fixture.next.userinfo ?? { sub: 'nobody' });
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    fixture.seen.verifier = new URLSearchParams(body).get('code_verifier');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer, aud: OIDC_CLIENT.client_id, iat: now, exp: now + 300, nonce: fixture.seen.nonce, ...fixture.next.claims,
    }; // prettier-ignore
    const token = await (fixture.next.sign ?? signed)(claims, keys);
    json({ access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: token });
  }

  function authorize(url: URL, response: ServerResponse): void {
    fixture.seen.nonce = url.searchParams.get('nonce');
    fixture.seen.challengeMethod = url.searchParams.get('code_challenge_method');
    const back = new URLSearchParams({ code: 'code', state: url.searchParams.get('state') ?? '', iss: issuer });
    fixture.next.redirect?.(back);
    response.writeHead(302, { location: `${url.searchParams.get('redirect_uri')}?${back}` }).end();
  }
  return fixture;
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});
