import type { KeyVerdict } from '@gatewayops/contracts';
import { allowancesOf } from '@gatewayops/domain';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import { accessOfRole, readPersonAccess } from '../../access/person-roles.js';
import { IssuerJudge, type Accepted } from '../issuers/issuer-judge.js';
import { verdictOf } from './verdict.js';

const UNKNOWN: KeyVerdict = { valid: false, reason: 'unknown' };
const NAME_CHARS_MAX = 255;

/** Access tokens of authorization servers of the organisations' own. */
@Injectable()
export class ForeignTokens {
  constructor(
    private readonly judge: IssuerJudge,
    private readonly tenants: TenantTransactions,
  ) {}

  /** A token that two organisations would take is neither's. */
  async validate(token: string): Promise<KeyVerdict> {
    const judgements = await this.judge.ofAll(token);
    const taken = judgements.flatMap((judgement) => ('accepted' in judgement ? [judgement.accepted] : []));
    const [accepted] = taken;
    if (accepted !== undefined && taken.length === 1) return this.verdict(accepted);
    const expired = judgements.some((judgement) => 'expired' in judgement && judgement.expired);
    return expired ? { valid: false, reason: 'expired' } : UNKNOWN;
  }

  private async verdict({ issuer, claims, subject, resources, scopes }: Accepted): Promise<KeyVerdict> {
    // Our clocks may differ from the issuer's when it begins; its end is its end.
    if (claims.exp * 1000 <= Date.now()) return { valid: false, reason: 'expired' };
    const token = { audience: resources, scopes, granted: allowancesOf(scopes), expiresAtMs: claims.exp * 1000 };
    if ('account' in subject) {
      const { id, name, role } = subject.account;
      const { mcp } = accessOfRole(role, issuer.generation);
      const bearer = { keyId: keyIdOf(issuer.id, id), userId: null, serviceAccountId: id, agentName: name };
      return verdictOf(issuer, { ...bearer, scopes: { mcp, permissions: [] } }, token);
    }
    const { userId } = subject;
    const access = await this.tenants.runWithoutOrganization((manager) => readPersonAccess(manager, issuer.org_id, userId)); // prettier-ignore
    if (access === null) return { valid: false, reason: 'revoked' };
    const agentName = clientOf(claims);
    const bearer = { keyId: keyIdOf(issuer.id, `${userId} ${agentName ?? ''}`), userId, serviceAccountId: null, agentName }; // prettier-ignore
    return verdictOf(issuer, { ...bearer, scopes: { mcp: access.mcp, permissions: [] } }, token);
  }
}

/** What the calls of such tokens are counted under: the same for each token of somebody's with the same client. */
export const keyIdOf = (issuerId: string, whose: string): string => uuidv5(whose, issuerId);

function clientOf(claims: Readonly<Record<string, unknown>>): string | null {
  const client = claims['client_id'] ?? claims['azp'] ?? claims['cid'];
  return typeof client === 'string' && client !== '' ? client.slice(0, NAME_CHARS_MAX) : null;
}
