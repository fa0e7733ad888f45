import { GatewayOpsError, type CreateSsoConnection } from '@gatewayops/contracts';
import { OAuthFailure, type Fetch } from '@gatewayops/oauth-client';
import { SealedSecret, SecretBox } from '@gatewayops/service';
import { Inject, Injectable } from '@nestjs/common';
import { OidcClients } from '../oidc/oidc-clients.js';
import { IDP_FETCH } from '../oidc/idp-fetch.js';
import { placeOfConnectionSecret } from '../oidc/oidc-secret.js';
import type { StoredConnection, StoredProvider } from './connection-rows.js';
import { readIdpMetadata } from './idp-metadata.js';

type Provider = CreateSsoConnection['provider'];

/** Turns what an administrator says of a provider into what is kept of it, having tried it. */
@Injectable()
export class ProviderSettings {
  constructor(
    private readonly box: SecretBox,
    private readonly oidc: OidcClients,
    @Inject(IDP_FETCH) private readonly fetch: Fetch,
  ) {}

  /** Asks the provider; not to be called in a transaction. @throws GatewayOpsError `validation_error` */
  async read(provider: Provider): Promise<StoredProvider> {
    if (provider.type === 'oidc') {
      const { client_secret: _secret, ...stored } = provider;
      if (!stored.scopes.includes('openid')) throw wrong('provider.scopes', '`openid` has to be one of them.');
      await this.oidc.assertUsable(stored);
      return stored;
    }
    const { metadata_url: url, metadata_xml: xml = '', want_response_signed, allow_idp_initiated } = provider;
    const text = url === undefined ? xml : await this.download(url);
    const field = url === undefined ? 'provider.metadata_xml' : 'provider.metadata_url';
    const read = readIdpMetadata(text, field);
    return { type: 'saml', ...read, want_response_signed, allow_idp_initiated, metadata_url: url ?? null };
  }

  /**
   * The sealed client secret. One that is kept goes only where it went before: else whoever may set up single sign-on could
   * have it sent to themselves.
   */
  secretOf(
    place: { orgId: string; id: string },
    provider: Provider,
    before: Pick<StoredConnection, 'provider' | 'secret'> | null,
  ): SealedSecret | null {
    if (provider.type === 'saml') return null;
    if (provider.client_secret !== undefined)
      return this.box.seal(provider.client_secret, placeOfConnectionSecret(place.orgId, place.id));
    const same =
      before?.provider.type === 'oidc' &&
      before.provider.issuer === provider.issuer &&
      before.provider.client_id === provider.client_id;
    if (same && before.secret !== null) return before.secret;
    throw wrong('provider.client_secret', 'Send the client secret of this issuer and client.');
  }

  private async download(url: string): Promise<string> {
    try {
      const answer = await this.fetch(url, {
        headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
      });
      if (answer.ok) return await answer.text();
      throw wrong('provider.metadata_url', `It answered with ${answer.status}.`);
    } catch (error) {
      if (error instanceof OAuthFailure) throw wrong('provider.metadata_url', error.message);
      throw error;
    }
  }
}

const wrong = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });
