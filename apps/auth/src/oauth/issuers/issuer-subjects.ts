import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { addressOf } from '../../sso/oidc/oidc-claims.js';
import { findIssuerAccount, findIssuerMember, findIssuers, findIssuerSubject, type FoundIssuer, type IssuerAccount, type UnprovenToken } from './issuer-rows.js'; // prettier-ignore
import type { IssuerClaims } from './issuer-tokens.js';

/** Whom a proven token stands for in an issuer's organisation. */
export type IssuerSubject = { userId: string } | { account: IssuerAccount };

const ADDRESS_CLAIMS = ['email', 'upn', 'preferred_username'] as const;
const IDS_MAX = 10;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TEXT_CHARS_MAX = 1_024;

/** Whose tokens are: of all organisations that name an issuer, the one that a token can be about, and who there. */
@Injectable()
export class IssuerSubjects {
  constructor(private readonly tenants: TenantTransactions) {}

  /**
   * Issuers to hold a token against. What it says of itself only narrows the choice: each decides by its own keys. Null for what
   * is no token.
   */
  candidates(token: string): Promise<FoundIssuer[]> {
    const unproven = unprovenOf(token);
    if (unproven === null) return Promise.resolve([]);
    return this.tenants.runWithoutOrganization((manager) => findIssuers(manager, unproven));
  }

  /** Null where the organisation knows nobody by these claims, or may not speak for them. */
  of(issuer: FoundIssuer, claims: IssuerClaims): Promise<IssuerSubject | null> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      const userId = await personOf(manager, issuer, claims);
      if (userId !== null) return { userId };
      const account = await machineOf(manager, issuer, claims);
      return account && { account };
    });
  }
}

/** By an address at a domain of the organisation's own, or by the subject of a sign-in. */
async function personOf(manager: EntityManager, issuer: FoundIssuer, claims: IssuerClaims): Promise<string | null> {
  const { people } = issuer.settings;
  if (people === null) return null;
  if (people.claim === 'sub') return findIssuerSubject(manager, issuer, claims.sub);
  const verified = claims['email_verified'];
  if (people.claim === 'email' && (verified === false || verified === 'false')) return null;
  const address = addressOf(claims[people.claim]);
  return address === null ? null : findIssuerMember(manager, issuer.org_id, address);
}

/**
 * A token with somebody's address is no machine's, whatever client it was given to. Which client ids there are is no secret, and
 * anybody can name an issuer: so the organisation has to own the issuer's host, or be named by the token.
 */
async function machineOf(
  manager: EntityManager,
  issuer: FoundIssuer,
  claims: IssuerClaims,
): Promise<IssuerAccount | null> {
  const { machines } = issuer.settings;
  if (machines === null || addressesIn(claims).length > 0) return null;
  if (!issuer.owns_issuer && claims[machines.organization_claim] !== issuer.org_id) return null;
  const entry = machines.accounts.find(({ value }) => value === claims[machines.claim]);
  return entry === undefined ? null : findIssuerAccount(manager, issuer.org_id, entry.service_account_id);
}

const addressesIn = (claims: Readonly<Record<string, unknown>>): string[] =>
  ADDRESS_CLAIMS.map((name) => addressOf(claims[name])).filter((address) => address !== null);

function unprovenOf(token: string): UnprovenToken | null {
  try {
    const claims = decodeJwt(token);
    const { iss, sub } = claims;
    if (typeof iss !== 'string' || typeof sub !== 'string' || iss.length > TEXT_CHARS_MAX || sub.length > TEXT_CHARS_MAX) return null;
    const ids = Object.values(claims).filter((value): value is string => typeof value === 'string' && UUID.test(value));
    return {
      issuer: iss,
      issuerHost: URL.parse(iss)?.hostname ?? '',
      subject: sub,
      ids: ids.slice(0, IDS_MAX),
      domains: addressesIn(claims).map((address) => address.slice(address.indexOf('@') + 1)),
    };
  } catch {
    return null;
  }
} // prettier-ignore
