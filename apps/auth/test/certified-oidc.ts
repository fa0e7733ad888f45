import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { memoryAdapter } from '@gatewayops/testing/oauth';
import { Provider } from 'oidc-provider';
import { OIDC_CLIENT } from './oidc-fixture.js';

/** Who the provider lets in. */
export interface OidcPerson {
  sub: string;
  email: string;
  name: string;
  groups: string[];
}

/** oidc-provider, a certified OpenID provider, with a page to sign in at. */
export class CertifiedOidc {
  person!: OidcPerson;
  private provider: Provider;

  private constructor(
    readonly issuer: string,
    private readonly jwks: { keys: object[] },
    readonly stop: () => Promise<void>,
  ) {
    this.provider = this.with([]);
  }

  static async start(): Promise<CertifiedOidc> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const server = createServer((request, response) => void oidc.handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stop = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const jwks = { keys: [{ ...(await exportJWK(privateKey)), kid: 'k', use: 'sig', alg: 'RS256' }] };
    const oidc = new CertifiedOidc(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, jwks, stop);
    return oidc;
  }

  /** Lets our client in, once it is known where it wants its answers. */
  expectClient(redirectUri: string): void {
    this.provider = this.with([redirectUri]);
  }

  private with(redirectUris: string[]): Provider {
    const client = { ...OIDC_CLIENT, redirect_uris: redirectUris, grant_types: ['authorization_code'], response_types: ['code' as const] }; // prettier-ignore
    const provider = new Provider(this.issuer, {
      clients: redirectUris.length === 0 ? [] : [client],
      adapter: memoryAdapter(),
      jwks: this.jwks as never,
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
      cookies: { keys: ['of the tests'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      claims: { openid: ['sub'], email: ['email'], profile: ['name'], groups: ['groups'] },
      scopes: ['openid', 'email', 'profile', 'groups'],
      findAccount: (_context, accountId) => ({ accountId, claims: async () => ({ ...this.person, sub: accountId }) }),
      // Whoever has signed in has agreed, as in a company.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' }); // prettier-ignore
        grant.addOIDCScope('openid email profile groups');
        await grant.save();
        return grant;
      },
    });
    return provider;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return void this.provider.callback()(request, response);
    if (request.method === 'POST')
      return this.provider.interactionFinished(request, response, { login: { accountId: this.person.sub } });
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<h1>Company</h1><form method="post"><button>Sign in as ${this.person.name}</button></form>`);
  }
}
