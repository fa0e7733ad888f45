import { narrowScopes, scopeOfEndpoint } from '@gatewayops/domain';
import { Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { PersonAccesses } from '../../access/person-access.js';
import { SYSTEM_ACTOR } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { Resources, scopeFits, type Endpoint } from '../server/resources.js';
import { AssertedTokens, type AssertedToken } from './asserted-tokens.js';
import { AssertionProofs, invalidGrant, type Asserted, type AssertionRequest } from './assertion-proofs.js';
import { scopesOf } from './issuer-judge.js';
import type { FoundIssuer } from './issuer-rows.js';

/**
 * Enterprise-managed authorization: what an organisation's provider says its people's clients may do here, without a page of
 * ours (MCP extension io.modelcontextprotocol/enterprise-managed-authorization; RFC 7523, section 3).
 */
@Injectable()
export class IdentityAssertions {
  constructor(
    private readonly proofs: AssertionProofs,
    private readonly resources: Resources,
    private readonly accesses: PersonAccesses,
    private readonly tokens: AssertedTokens,
    private readonly transactions: OrganizationTransactions,
  ) {}

  /** An access token for the person whom an assertion is about. @throws InvalidGrant, InvalidTarget or InvalidScope */
  async exchange(own: string, request: AssertionRequest): Promise<AssertedToken> {
    const { issuer, userId, claims } = await this.proofs.of(own, request);
    const orgId = issuer.org_id;
    const endpoint = this.endpointOf(claims.resource ?? null, request.resource);
    const scopes = grantedScopes(issuer, claims, endpoint, request.scope);
    if ((await this.accesses.of(orgId, userId)) === null) throw invalidGrant('its person is no member any more');
    await this.transactions.change(orgId, async (manager) => {
      const details = { change: 'identity_assertion_used', issuer: issuer.issuer, client_id: claims.client_id, resource: endpoint.uri, scopes: scopes.join(' ') };
      const actor = { ...SYSTEM_ACTOR, type: 'user' as const, id: userId };
      await recordAudit(manager, { orgId, actor, action: 'permission.granted', resourceType: 'token_issuer', resourceId: issuer.id, details });
    });
    return this.tokens.issue(own, { orgId, userId, issuerId: issuer.id, clientId: claims.client_id, audience: endpoint.uri, scopes });
  } // prettier-ignore

  /** What the provider allowed; a client that names one has to name the same. */
  private endpointOf(claimed: string | null, asked: string | null): Endpoint {
    const endpoint = this.resources.find(claimed ?? asked ?? this.resources.everything.uri);
    if (endpoint === null) throw new errors.InvalidTarget('there is no such MCP endpoint');
    if (asked !== null && this.resources.find(asked)?.uri !== endpoint.uri)
      throw new errors.InvalidTarget('the assertion is for another resource');
    return endpoint;
  }
}

/** Of the scopes that the provider, the organisation and the client all mean, those of the endpoint. @throws InvalidScope */
function grantedScopes(issuer: FoundIssuer, claims: Asserted['claims'], endpoint: Endpoint, asked: string | null): string[] {
  const least = scopeOfEndpoint(endpoint.server);
  const unnamed = claims.scope === undefined && issuer.settings.default_scopes.length === 0;
  const allowed = unnamed ? narrowScopes([least], issuer.settings.scopes) : scopesOf(issuer, claims);
  const ofEndpoint = endpoint.server === null ? allowed : narrowScopes(allowed, [least]);
  const scopes = asked === null ? ofEndpoint : narrowScopes(asked.split(' '), ofEndpoint);
  const fitting = scopes.filter((scope) => scopeFits(endpoint, scope));
  if (fitting.length > 0) return fitting;
  throw new errors.InvalidScope('the assertion allows nothing of what is asked for', asked ?? '');
} // prettier-ignore
