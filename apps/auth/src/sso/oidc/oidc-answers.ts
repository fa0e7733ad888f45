import { OAuthFailure } from '@gatewayops/oauth-client';
import { Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { SsoFailure } from '../flow/sso-failure.js';
import type { ProvenIdentity, SsoFlow } from '../flow/sso-flows.js';
import { SsoAddresses } from '../connections/sso-addresses.js';
import { identityOf, lacksClaims } from './oidc-claims.js';
import { OidcClients } from './oidc-clients.js';
import type { OidcStored } from './oidc-secret.js';

/** Requests to OpenID providers, and what their answers prove. */
@Injectable()
export class OidcAnswers {
  constructor(
    private readonly clients: OidcClients,
    private readonly addresses: SsoAddresses,
  ) {}

  /** Where the browser is sent. @throws SsoFailure */
  async authorizationUrl(connection: OidcStored, state: string, flow: Pick<SsoFlow, 'nonce' | 'codeVerifier'>) {
    const config = await this.configured(connection);
    return openid.buildAuthorizationUrl(config, {
      redirect_uri: this.addresses.redirectUri(connection.id),
      scope: connection.provider.scopes.join(' '),
      state,
      nonce: flow.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(flow.codeVerifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /**
   * Exchanges the code and checks all that there is: state, issuer (RFC 9207), PKCE, the ID token's signature, issuer, audience,
   * times and nonce. @throws SsoFailure
   */
  async identity(connection: OidcStored, query: string, state: string, flow: SsoFlow): Promise<ProvenIdentity> {
    const config = await this.configured(connection);
    const url = new URL(this.addresses.redirectUri(connection.id));
    url.search = query;
    try {
      const tokens = await openid.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: flow.codeVerifier,
        expectedState: state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      const claims: Record<string, unknown> = { ...tokens.claims() };
      if (!lacksClaims(claims, connection.attributes)) return identityOf(claims, connection.attributes);
      const more = await userInfo(config, tokens.access_token, String(claims['sub']));
      return identityOf({ ...more, ...claims }, connection.attributes);
    } catch (error) {
      throw failureOf(error);
    }
  }

  private async configured(connection: OidcStored): Promise<openid.Configuration> {
    try {
      return await this.clients.of(connection);
    } catch (error) {
      throw failureOf(error);
    }
  }
}

/** The subject has to be the ID token's (OpenID Connect Core, 5.3.2). */
async function userInfo(config: openid.Configuration, accessToken: string, subject: string): Promise<object> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {};
  return openid.fetchUserInfo(config, accessToken, subject);
}

function failureOf(error: unknown): unknown {
  if (error instanceof SsoFailure) return error;
  if (error instanceof OAuthFailure) return new SsoFailure(`the provider failed: ${error.message}`, { cause: error });
  // openid-client throws errors of its own kinds, of oauth4webapi and of the platform's cryptography; all of them refuse.
  const known = error instanceof Error ? error : new Error(String(error));
  const code = (known as { code?: unknown }).code;
  const detail = typeof code === 'string' ? `${known.message} (${code})` : known.message;
  return new SsoFailure(`the provider’s answer was refused: ${detail}`, { cause: error });
}
