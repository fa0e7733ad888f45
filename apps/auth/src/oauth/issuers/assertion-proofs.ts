import { hash } from 'node:crypto';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import { insertArtifact } from '../store/artifact-rows.js';
import type { FoundIssuer } from './issuer-rows.js';
import { IssuerSubjects } from './issuer-subjects.js';
import { IssuerTokens, type IssuerClaims } from './issuer-tokens.js';

/** Assertions are made to be used at once. */
const ASSERTION_SECONDS_MAX = 600;
const TYPE = 'oauth-id-jag+jwt';

/** What an assertion says beside who it is about (Identity Assertion JWT Authorization Grant, section 3). */
const Claims = z.object({
  jti: z.string().min(1).max(512),
  client_id: z.string().min(1).max(2_048),
  resource: z.string().max(2_048).optional(),
  scope: z.string().max(4_096).optional(),
});

/** A client that has proven who it is, and what it asks for. */
export interface AssertionRequest {
  assertion: string;
  clientId: string;
  /** Organisation of the client; null for one that is nobody's. */
  clientOrgId: string | null;
  resource: string | null;
  scope: string | null;
}

/** An assertion that is proven. */
export interface Asserted {
  issuer: FoundIssuer;
  userId: string;
  claims: z.infer<typeof Claims> & Pick<IssuerClaims, 'exp'>;
}

/** Which assertions are proven, whose they are, and that each counts once. */
@Injectable()
export class AssertionProofs {
  constructor(
    private readonly tokens: IssuerTokens,
    private readonly subjects: IssuerSubjects,
    private readonly tenants: TenantTransactions,
  ) {}

  /** @throws InvalidGrant */
  async of(own: string, { assertion, clientId, clientOrgId }: AssertionRequest): Promise<Asserted> {
    const kind = { types: [TYPE], audience: own, secondsMax: ASSERTION_SECONDS_MAX };
    const candidates = (await this.subjects.candidates(assertion)).filter(
      ({ org_id: orgId, settings }) => settings.identity_assertions && (clientOrgId === null || clientOrgId === orgId),
    );
    let refused = 'its issuer is not trusted';
    const taken: Asserted[] = [];
    for (const issuer of candidates) {
      const verified = await this.tokens.verify(assertion, issuer, kind);
      const claims = 'claims' in verified ? Claims.safeParse(verified.claims) : null;
      const subject = 'claims' in verified ? await this.subjects.of(issuer, verified.claims) : null;
      if ('refused' in verified) refused = verified.refused;
      else if (claims?.data === undefined) refused = 'it lacks `jti` or `client_id`';
      else if (claims.data.client_id !== clientId) refused = 'it was made for another client';
      else if (subject === null || !('userId' in subject)) refused = 'it names no person of the organisation';
      else taken.push({ issuer, userId: subject.userId, claims: { ...claims.data, exp: verified.claims.exp } });
    }
    const [one] = taken;
    if (one === undefined || taken.length > 1) throw invalidGrant(one === undefined ? refused : 'several organisations would take it'); // prettier-ignore
    if (one.claims.exp * 1000 > Date.now() + 2 * ASSERTION_SECONDS_MAX * 1000) throw invalidGrant('it is good for too long'); // prettier-ignore
    await this.useOnce(one);
    return one;
  }

  /** Kept for longer than it is good, with all skew of clocks (RFC 7523, section 3, on `jti`). */
  private async useOnce({ issuer, claims }: Asserted): Promise<void> {
    const digest = hash('sha256', `${issuer.id} ${claims.jti}`, 'buffer');
    const expiresAtMs = claims.exp * 1000 + 120_000;
    const artifact = { model: 'IdentityAssertion', digest, grantId: null, payload: {}, expiresAtMs };
    const first = await this.tenants.runWithoutOrganization((manager) => insertArtifact(manager, artifact));
    if (!first) throw invalidGrant('it was used already');
  }
}

/** The words are for the client's maker: what is wrong with an assertion is no secret of ours. */
export function invalidGrant(why: string): errors.InvalidGrant {
  const error = new errors.InvalidGrant(why);
  error.error_description = `the assertion is refused: ${why}`;
  return error;
}
