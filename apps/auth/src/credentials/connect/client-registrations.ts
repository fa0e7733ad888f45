import { OAuthFailure, registerClient, registrationWay, ClientIdentity } from '@gatewayops/oauth-client';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { Inject, Injectable } from '@nestjs/common';
import { AuthorizationParties, registeredIdentity, type Authorizer } from '../authorization-parties.js';
import type { OAuthServer } from '../oauth-server.js';
import { CREDENTIAL_STORE, type CredentialStore } from '../store/credential-store.js';
import { placeOfClient, putClient, readClient } from './client-rows.js';

export const CLIENT_NAME = 'GatewayOps';

/** As whom we ask an authorization server to let a person connect. */
@Injectable()
export class ClientRegistrations {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly parties: AuthorizationParties,
    @Inject(CREDENTIAL_STORE) private readonly store: CredentialStore,
  ) {}

  /**
   * What the operator registered, our metadata document, or a registration of the organisation's own with this issuer and no
   * other (MCP 2026-07-28, Client Registration Approaches).
   * @throws OAuthFailure
   */
  async identityFor({ row, credential }: OAuthServer, { server, scope }: Authorizer): Promise<ClientIdentity> {
    const { pages } = this.parties;
    const registered = registeredIdentity(credential);
    const way = registrationWay(server, registered !== null, pages.isHttps);
    if (way === 'registered') return registered!;
    if (way === 'metadata_document') {
      return { clientId: pages.clientMetadataUrl, authentication: { method: 'none' } };
    }
    if (way === 'ask') {
      throw new OAuthFailure('discovery', 'We have to be registered at the authorization server by hand: an administrator sets `client_id` of the server’s credential.');
    }
    return this.dynamic(row.org_id, { server, scope });
  } // prettier-ignore

  private async dynamic(orgId: string, { server, scope }: Pick<Authorizer, 'server' | 'scope'>): Promise<ClientIdentity> {
    const { issuer } = server;
    const { redirectUri } = this.parties.pages;
    const place = placeOfClient(orgId, issuer);
    const kept = await this.transactions.read(orgId, (manager) => readClient(manager, issuer, redirectUri));
    if (kept !== null) return ClientIdentity.parse(JSON.parse(await this.store.read(place, kept)));
    const asked = { clientName: CLIENT_NAME, redirectUri, scope };
    const { identity, expiresAtMs } = await registerClient(server, asked, this.parties.fetch);
    const secret = await this.store.write(place, JSON.stringify(identity), null);
    await this.transactions.change(orgId, (manager) =>
      putClient(manager, { orgId, issuer, redirectUri, secret, expiresAtMs }),
    );
    return identity;
  } // prettier-ignore
}
