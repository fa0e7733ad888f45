import { randomBytes } from 'node:crypto';
import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateOAuthClient, type IssuedOAuthClient, type OAuthClient, type PageQuery } from '@gatewayops/contracts'; // prettier-ignore
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseHigherRole } from '../../access/own-rights.js';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { withConflicts } from '../../database/conflicts.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, positionOf, type Page } from '../../http/paging.js';
import { readServiceAccountForUpdate } from '../../service-accounts/service-account-rows.js';
import { redirectUriProblem } from '../server/redirect-uris.js';
import { endGrantsOfClient } from '../store/grant-rows.js';
import { secretDigest } from '../store/oauth-clients.js';
import { deleteClient, insertClient, listClients, readClient } from './organization-client-rows.js';

/** OAuth clients of an organisation: for its people, and for machines. */
@Injectable()
export class OrganizationClientsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  /** A machine's may do what its service account may: nobody makes one that may do more than they may. */
  async create(caller: CallerIdentity, actor: Actor, request: CreateOAuthClient): Promise<IssuedOAuthClient> {
    refuseMisfits(request);
    const { orgId } = caller;
    const isShared = request.authentication.startsWith('client_secret');
    const secret = isShared ? randomBytes(32).toString('base64url') : null;
    const client = await this.transactions.change(orgId, async (manager) => {
      const { service_account_id: serviceAccountId, name } = request;
      if (serviceAccountId !== null) {
        const account = found(await readServiceAccountForUpdate(manager, serviceAccountId));
        refuseHigherRole(caller, account.role);
      }
      const metadata = metadataOf(request, secret);
      const made = await withConflicts(() => insertClient(manager, { id: uuidv7(), orgId, name, serviceAccountId, metadata })); // prettier-ignore
      const details = { change: 'oauth_client_created', name, authentication: request.authentication, service_account: serviceAccountId }; // prettier-ignore
      await recordAudit(manager, { orgId, actor, action: 'config.changed', resourceType: 'oauth_client', resourceId: made.id, details }); // prettier-ignore
      return made;
    });
    return { ...client, client_secret: secret };
  }

  async list(orgId: string, query: PageQuery): Promise<Page<OAuthClient>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listClients(manager, before, query.limit + 1));
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  async get(orgId: string, id: string): Promise<OAuthClient> {
    return found(await this.transactions.read(orgId, (manager) => readClient(manager, id)));
  }

  /** Its tokens, and what people granted it, end with it. */
  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const { name } = found(await readClient(manager, id));
      await endGrantsOfClient(manager, id);
      await deleteClient(manager, id);
      const details = { change: 'oauth_client_deleted', name };
      await recordAudit(manager, { orgId, actor, action: 'config.changed', resourceType: 'oauth_client', resourceId: id, details }); // prettier-ignore
      await this.generations.raise(manager, orgId);
    });
  }
}

const misfit = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });

function refuseMisfits(request: CreateOAuthClient): void {
  const { redirect_uris: uris, service_account_id: account, authentication, jwks, jwks_uri: jwksUri } = request;
  const wrong = uris.map(redirectUriProblem).find((problem) => problem !== null);
  if (wrong != null) throw misfit('redirect_uris', wrong);
  if (account === null && uris.length === 0) throw misfit('redirect_uris', 'name where codes are sent, or a service account');
  if (account !== null && uris.length > 0) throw misfit('redirect_uris', 'a machine is sent no codes');
  if (account !== null && authentication === 'none') throw misfit('authentication', 'a machine must prove who it is');
  const keys = Number(jwks !== null) + Number(jwksUri !== null);
  if (keys !== (authentication === 'private_key_jwt' ? 1 : 0))
    throw misfit('jwks', 'give `jwks` or `jwks_uri` with `private_key_jwt`, and with it alone');
  if (jwks?.keys.some((key) => 'd' in key || key['kty'] === 'oct')) throw misfit('jwks', 'give public keys only');
} // prettier-ignore

/** As the authorization server wants it (RFC 7591, section 2). */
function metadataOf(request: CreateOAuthClient, secret: string | null): Record<string, unknown> {
  const isMachine = request.service_account_id !== null;
  return {
    redirect_uris: request.redirect_uris,
    grant_types: isMachine ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    response_types: isMachine ? [] : ['code'],
    application_type: 'native',
    token_endpoint_auth_method: request.authentication,
    ...(secret === null ? {} : { client_secret: secretDigest(secret) }),
    ...(request.jwks === null ? {} : { jwks: request.jwks }),
    ...(request.jwks_uri === null ? {} : { jwks_uri: request.jwks_uri }),
  };
}
