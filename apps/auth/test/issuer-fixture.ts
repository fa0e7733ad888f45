import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export interface IssuerKey {
  privateKey: CryptoKey;
  publicJwk: JWK;
}

export async function newKey(alg = 'RS256', kid: string = randomUUID()): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** An authorization server of an organisation's own: metadata and keys, and tokens that a test has it sign. */
export class IssuerFixture {
  url = '';
  /** What it publishes. */
  published: JWK[];
  /** How often its keys were asked for. */
  asked = 0;
  /** What its metadata says beside. */
  metadata: Record<string, unknown> = {};
  private readonly server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (pathname === '/jwks') {
      this.asked++;
      return void response.end(JSON.stringify({ keys: this.published }));
    }
    if (pathname !== '/.well-known/openid-configuration') return void response.writeHead(404).end('{}');
    const metadata = { issuer: this.url, token_endpoint: `${this.url}/token`, jwks_uri: `${this.url}/jwks` };
    response.end(JSON.stringify({ ...metadata, ...this.metadata }));
  });

  private constructor(readonly key: IssuerKey) {
    this.published = [key.publicJwk];
  }

  static async start(): Promise<IssuerFixture> {
    const fixture = new IssuerFixture(await newKey());
    fixture.server.listen(0, '127.0.0.1');
    await once(fixture.server, 'listening');
    fixture.url = `http://127.0.0.1:${(fixture.server.address() as AddressInfo).port}`;
    return fixture;
  }

  /** A token as it should be, but for what is given. */
  sign(claims: JWTPayload, header: Record<string, unknown> = {}, key = this.key): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const { kid, alg } = key.publicJwk;
    return new SignJWT({ iss: this.url, sub: 'somebody', iat: now, exp: now + 300, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: alg ?? '', kid: kid ?? '', typ: 'at+jwt', ...header })
      .sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
