import { GatewayOpsError } from '@gatewayops/contracts';
import { OAuthFailure, type Fetch } from '@gatewayops/oauth-client';
import { SecretBox } from '@gatewayops/service';
import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { placeOfConnectionSecret, type OidcStored } from './oidc-secret.js';
import { IDP_FETCH } from './idp-fetch.js';

const DISCOVERY_LIFE_MS = 10 * 60_000;
const KNOWN_MAX = 500;
const CLOCK_TOLERANCE_SECONDS = 60;
const TIMEOUT_SECONDS = 10;

/** Providers' metadata and keys by connection, kept for ten minutes. */
@Injectable()
export class OidcClients {
  private readonly known = new Map<string, { config: openid.Configuration; untilMs: number }>();

  constructor(
    private readonly box: SecretBox,
    @Inject(IDP_FETCH) private readonly fetch: Fetch,
  ) {}

  /** @throws OAuthFailure, or an error of openid-client, where the provider does not answer as one */
  async of(connection: OidcStored): Promise<openid.Configuration> {
    const name = `${connection.id} ${connection.updated_at}`;
    const kept = this.known.get(name);
    if (kept && kept.untilMs > Date.now()) return kept.config;
    const { provider, secret, org_id: orgId, id } = connection;
    const clientSecret = secret === null ? null : this.box.open(secret, placeOfConnectionSecret(orgId, id));
    const config = await this.discover(provider, clientSecret);
    if (this.known.size >= KNOWN_MAX) this.known.delete(this.known.keys().next().value ?? '');
    this.known.set(name, { config, untilMs: Date.now() + DISCOVERY_LIFE_MS });
    return config;
  }

  /** @throws GatewayOpsError `validation_error` where there is no provider that we could use */
  async assertUsable(provider: OidcStored['provider']): Promise<void> {
    const field = 'provider.issuer';
    const refusal = (message: string, cause?: unknown) =>
      new GatewayOpsError('validation_error', { details: [{ field, message }], cause });
    let metadata: openid.ServerMetadata;
    try {
      metadata = (await this.discover(provider, null)).serverMetadata();
    } catch (error) {
      const why = error instanceof OAuthFailure ? error.message : 'no OpenID provider with this issuer is there';
      throw refusal(`Discovery failed: ${why}.`, error);
    }
    const methods = metadata.code_challenge_methods_supported;
    if (methods !== undefined && !methods.includes('S256')) throw refusal('The provider does not know PKCE with S256.');
  }

  private async discover(provider: OidcStored['provider'], clientSecret: string | null) {
    const authenticate = authenticationOf(provider, clientSecret);
    // Which addresses and schemes may be spoken to is for the fetch to say.
    const options = {
      [openid.customFetch]: this.adapted(),
      execute: [openid.allowInsecureRequests],
      timeout: TIMEOUT_SECONDS,
    };
    const metadata = { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    return openid.discovery(new URL(provider.issuer), provider.client_id, metadata, authenticate, options);
  }

  private adapted(): openid.CustomFetch {
    return async (url, { method, headers, body }) => {
      const text = body === undefined || body === null ? undefined : String(body as string | URLSearchParams);
      return this.fetch(url, { method, headers, body: text });
    };
  }
}

function authenticationOf({ token_endpoint_auth_method: method }: OidcStored['provider'], clientSecret: string | null) {
  if (clientSecret === null) return openid.None();
  return method === 'client_secret_post'
    ? openid.ClientSecretPost(clientSecret)
    : openid.ClientSecretBasic(clientSecret);
}
