import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateTokenIssuer, type PageQuery, type TokenIssuer, type TokenIssuerTest, type UpdateTokenIssuer } from '@gatewayops/contracts'; // prettier-ignore
import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { OAuthFailure } from '@gatewayops/oauth-client';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { withConflicts } from '../../database/conflicts.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, positionOf, type Page } from '../../http/paging.js';
import { IssuerJudge } from './issuer-judge.js';
import { IssuerKeys } from './issuer-keys.js';
import { IssuerRules } from './issuer-rules.js';
import { deleteIssuer, findIssuer, findIssuers, insertIssuer, listIssuers, readIssuer, readIssuerForUpdate, updateIssuer, type FoundIssuer } from './issuer-rows.js'; // prettier-ignore

const ISSUERS_MAX = 20;

/** Where changes are made, and made known. */
@Injectable()
export class IssuerChanges {
  constructor(
    readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  /** Verdicts about an issuer's tokens are void with the change. */
  run<T>(orgId: string, actor: Actor, work: (manager: EntityManager) => Promise<{ result: T; change: string; issuer: TokenIssuer; fields?: string[] }>): Promise<T> {
    return this.transactions.change(orgId, async (manager) => {
      const { result, change, issuer, fields } = await work(manager);
      const details = { change, name: issuer.name, issuer: issuer.issuer, ...(fields ? { fields } : {}) };
      await recordAudit(manager, { orgId, actor, action: 'config.changed', resourceType: 'token_issuer', resourceId: issuer.id, details });
      await this.generations.raise(manager, orgId);
      return result;
    });
  } // prettier-ignore
}

/** Authorization servers of an organisation's own. */
@Injectable()
export class TokenIssuersService {
  constructor(
    private readonly changes: IssuerChanges,
    private readonly rules: IssuerRules,
    private readonly keys: IssuerKeys,
    private readonly judge: IssuerJudge,
    private readonly tenants: TenantTransactions,
  ) {}

  create(caller: CallerIdentity, actor: Actor, request: CreateTokenIssuer): Promise<TokenIssuer> {
    const { orgId } = caller;
    return this.changes.run(orgId, actor, async (manager) => {
      await this.rules.refuseUnsound(manager, caller, request);
      const id = uuidv7();
      const issuer = await withConflicts(() => insertIssuer(manager, { id, orgId, issuersMax: ISSUERS_MAX }, request));
      if (issuer === null) throw new GatewayOpsError('conflict', { message: `At most ${ISSUERS_MAX} issuers can be set up.` }); // prettier-ignore
      return { result: issuer, change: 'token_issuer_created', issuer };
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<TokenIssuer>> {
    const before = positionOf(query);
    const rows = await this.changes.transactions.read(orgId, (manager) =>
      listIssuers(manager, before, query.limit + 1),
    );
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  async get(orgId: string, id: string): Promise<TokenIssuer> {
    return found(await this.changes.transactions.read(orgId, (manager) => readIssuer(manager, id)));
  }

  update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateTokenIssuer): Promise<TokenIssuer> {
    return this.changes.run(caller.orgId, actor, async (manager) => {
      const before = found(await readIssuerForUpdate(manager, id));
      const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const wanted: TokenIssuer = { ...before, ...defined };
      await this.rules.refuseUnsound(manager, caller, wanted);
      const issuer = await updateIssuer(manager, wanted);
      return { result: issuer, change: 'token_issuer_updated', issuer, fields: Object.keys(defined) };
    });
  }

  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.changes.run(orgId, actor, async (manager) => {
      const issuer = found(await readIssuerForUpdate(manager, id));
      await deleteIssuer(manager, id);
      return { result: undefined, change: 'token_issuer_deleted', issuer };
    });
  }

  /** Whether the issuer's keys can be read, and what becomes of a token of its. */
  async test(orgId: string, id: string, token: string | null): Promise<TokenIssuerTest> {
    const { issuer, jwks_uri: jwksUri } = await this.get(orgId, id);
    try {
      const { count: keys } = await this.keys.again({ issuer, jwksUri });
      if (token === null) return { keys, problem: null, subject: null };
      return { keys, ...(await this.judged(orgId, id, token)) };
    } catch (error) {
      if (error instanceof OAuthFailure) return { keys: null, problem: error.message, subject: null };
      throw error;
    }
  }

  private async judged(orgId: string, id: string, token: string): Promise<Omit<TokenIssuerTest, 'keys'>> {
    const issuer = await this.tenants.runWithoutOrganization((manager) => inUse(manager, orgId, id));
    if (issuer === null) return { problem: 'the issuer is switched off', subject: null };
    const judgement = await this.judge.of(issuer, token);
    if ('refused' in judgement) return { problem: judgement.refused, subject: null };
    const { subject, scopes, resources } = judgement.accepted;
    const isAccount = 'account' in subject;
    const user_id = isAccount ? null : subject.userId;
    return { problem: null, subject: { user_id, service_account_id: isAccount ? subject.account.id : null, scopes, resources } }; // prettier-ignore
  }
}

/** As tokens are held against it. */
async function inUse(manager: EntityManager, orgId: string, id: string): Promise<FoundIssuer | null> {
  const issuer = await findIssuer(manager, id);
  if (issuer === null) return null;
  const unproven = { issuer: issuer.issuer, issuerHost: URL.parse(issuer.issuer)?.hostname ?? '', ids: [orgId], domains: [], subject: '' }; // prettier-ignore
  return (await findIssuers(manager, unproven)).find((one) => one.id === id) ?? null;
}
