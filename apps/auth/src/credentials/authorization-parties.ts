import type { OAuthCredential } from '@gatewayops/contracts';
import {
  discoverAuthorizationServer,
  discoverResource,
  type AuthorizationServer,
  type ClientIdentity,
  type Fetch,
} from '@gatewayops/oauth-client';
import { Inject, Injectable } from '@nestjs/common';
import { ConnectPages } from './connect/connect-pages.js';
import { WantedScopes } from './connect/wanted-scopes.js';
import { OAUTH_FETCH } from './oauth-fetch.js';
import type { OAuthServer } from './oauth-server.js';

/** Whom to ask for tokens of a server, and for what. */
export interface Authorizer {
  readonly server: AuthorizationServer;
  readonly resource: string;
  readonly scope: string;
}

/** Finds out who authorizes, and where people go for it. */
@Injectable()
export class AuthorizationParties {
  constructor(
    @Inject(OAUTH_FETCH) readonly fetch: Fetch,
    readonly pages: ConnectPages,
    readonly wanted: WantedScopes,
  ) {}

  /** @throws OAuthFailure */
  async find({ url, isMcp, credential }: OAuthServer): Promise<Authorizer> {
    const resource = await discoverResource(this.fetch, url, { isMcp });
    // The operator's word counts before the server's.
    const issuer = credential.issuer ?? resource.authorizationServers[0]!;
    const server = await discoverAuthorizationServer(this.fetch, issuer);
    const scope = credential.scope === '' ? resource.scopes.join(' ') : credential.scope;
    return { server, resource: resource.resource, scope };
  }
}

/** As whom the operator registered us; null where nobody did. */
export function registeredIdentity(credential: OAuthCredential): ClientIdentity | null {
  const { client_id: clientId, authentication } = credential;
  if (clientId === undefined) return null;
  if (authentication === undefined) return { clientId, authentication: { method: 'none' } };
  if (authentication.method !== 'private_key_jwt') return { clientId, authentication };
  const { method, key, algorithm, key_id: keyId } = authentication;
  return { clientId, authentication: { method, key, algorithm, keyId } };
}

/** As whom to renew: the operator may have changed the client's secret since. */
export function currentIdentity(credential: OAuthCredential, kept: ClientIdentity): ClientIdentity {
  const registered = registeredIdentity(credential);
  return registered?.clientId === kept.clientId ? registered : kept;
}
