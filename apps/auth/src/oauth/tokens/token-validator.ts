import type { KeyVerdict, TokenGrant } from '@gatewayops/contracts';
import { allowancesOf } from '@gatewayops/domain';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { accessOfRole, readPersonAccess } from '../../access/person-roles.js';
import { AuthorizationServer } from '../server/authorization-server.js';
import { SIGNING_ALGORITHM, SigningKeys } from '../server/signing-keys.js';
import { findClient } from '../store/client-rows.js';
import { findGrant } from '../store/grant-rows.js';
import { findIssuer } from '../issuers/issuer-rows.js';
import { playgroundVerdict } from '../playground/playground-verdict.js';
import { ForeignTokens, keyIdOf } from './foreign-tokens.js';
import { verdictOf } from './verdict.js';

const UNKNOWN: KeyVerdict = { valid: false, reason: 'unknown' };
const REVOKED: KeyVerdict = { valid: false, reason: 'revoked' };
const CLOCK_SKEW_SECONDS = 5;

/** Claims of our access tokens (RFC 9068, section 2.2). */
const Claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  aud: z.string(),
  exp: z.number(),
  scope: z.string().default(''),
  org_id: z.uuid(),
  grant_id: z.uuid().optional(),
  /** Of a token that was given for an assertion of that issuer's. */
  issuer_id: z.uuid().optional(),
  /** Of a token that somebody tries tools with, and the key that it was narrowed to. */
  playground: z.literal(true).optional(),
  key_id: z.uuid().optional(),
});
type Claims = z.infer<typeof Claims>;

/** Says whose an OAuth access token is and what it allows, as of now. */
@Injectable()
export class TokenValidator {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly keys: SigningKeys,
    private readonly tenants: TenantTransactions,
    private readonly foreign: ForeignTokens,
  ) {}

  async validate(token: string): Promise<KeyVerdict> {
    const issuer = issuerOf(token);
    if (issuer === null) return UNKNOWN;
    if (issuer !== this.server.issuer) return this.foreign.validate(token);
    const claims = await this.verified(token);
    if (claims === 'expired') return { valid: false, reason: 'expired' };
    if (claims === null) return UNKNOWN;
    if (claims.playground === true) return this.ofPlayground(claims);
    if (claims.issuer_id !== undefined) return this.ofAssertion(claims, claims.issuer_id);
    return claims.grant_id === undefined ? this.ofClient(claims) : this.ofPerson(claims, claims.grant_id);
  }

  /** Signature, algorithm, type, issuer and time (RFC 9068, section 4; RFC 8725, sections 3.1 and 3.11). */
  private async verified(token: string): Promise<Claims | 'expired' | null> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.keyOf(kid), {
        algorithms: [SIGNING_ALGORITHM],
        typ: 'at+jwt',
        issuer: this.server.issuer,
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub', 'aud', 'client_id', 'jti'],
      });
      const claims = Claims.safeParse(payload);
      return claims.success ? claims.data : null;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  /** Another replica may have begun to sign with a key that we have not read yet. */
  private async keyOf(kid: string | undefined) {
    const known = this.keys.publicKey(kid ?? '');
    if (known !== undefined) return known;
    await this.keys.load();
    const late = this.keys.publicKey(kid ?? '');
    if (late === undefined) throw new errors.JWKSNoMatchingKey();
    return late;
  }

  private ofPlayground(claims: Claims): Promise<KeyVerdict> {
    const whose = { orgId: claims.org_id, userId: claims.sub, keyId: claims.key_id ?? null };
    return playgroundVerdict(this.tenants, whose, tokenOf(claims));
  }

  /** The grant first, so that what the person may do is as of its generation or later. */
  private ofPerson(claims: Claims, grantId: string): Promise<KeyVerdict> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      const grant = await findGrant(manager, grantId);
      const isOf = grant?.org_id === claims.org_id && grant.user_id === claims.sub && grant.client_id === claims.client_id;
      if (grant === null || !isOf) return REVOKED;
      const access = await readPersonAccess(manager, grant.org_id, grant.user_id);
      if (access === null) return REVOKED;
      const scopes = { mcp: access.mcp, permissions: [] };
      const bearer = { keyId: grant.id, userId: grant.user_id, serviceAccountId: null, agentName: grant.client_name, scopes };
      return verdictOf(grant, bearer, tokenOf(claims));
    });
  } // prettier-ignore

  /** While the issuer is trusted, the person is a member, and the client is there. */
  private ofAssertion(claims: Claims, issuerId: string): Promise<KeyVerdict> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      const issuer = await findIssuer(manager, issuerId);
      if (issuer?.org_id !== claims.org_id || !issuer.settings.identity_assertions) return REVOKED;
      const client = z.uuid().safeParse(claims.client_id).success ? await findClient(manager, claims.client_id) : undefined;
      if (client === null || (client !== undefined && client.org_id !== claims.org_id)) return REVOKED;
      const access = await readPersonAccess(manager, issuer.org_id, claims.sub);
      if (access === null) return REVOKED;
      const keyId = keyIdOf(issuer.id, `${claims.sub} ${claims.client_id}`);
      const agentName = (client?.name ?? claims.client_id).slice(0, 255);
      const scopes = { mcp: access.mcp, permissions: [] };
      return verdictOf(issuer, { keyId, userId: claims.sub, serviceAccountId: null, agentName, scopes }, tokenOf(claims));
    });
  } // prettier-ignore

  private ofClient(claims: Claims): Promise<KeyVerdict> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      const client = claims.sub === claims.client_id && z.uuid().safeParse(claims.sub).success ? await findClient(manager, claims.sub) : null;
      if (client?.org_id !== claims.org_id || client.account_role === null || client.account_enabled !== true) return REVOKED;
      const scopes = { mcp: accessOfRole(client.account_role, client.generation).mcp, permissions: [] };
      const bearer = { keyId: client.id, userId: null, serviceAccountId: client.service_account_id, agentName: client.name, scopes };
      return verdictOf(client, bearer, tokenOf(claims));
    });
  } // prettier-ignore
}

function tokenOf({ aud, scope, exp }: Claims): TokenGrant & { expiresAtMs: number } {
  const scopes = scope.split(' ').filter((one) => one !== '');
  return { audience: [aud], scopes, granted: allowancesOf(scopes), expiresAtMs: exp * 1000 };
}

function issuerOf(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}
