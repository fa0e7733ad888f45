import { randomBytes } from 'node:crypto';
import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type AddSsoDomain, type PageQuery, type SsoDomain } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../changes/actor.js';
import { recordSettingsChange } from '../../changes/audit-log.js';
import { withConflicts } from '../../database/conflicts.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, positionOf, type Page } from '../../http/paging.js';
import { isPublicMailDomain } from './public-mail-domains.js';
import { deleteDomain, insertDomain, listDomains, markChecked, markMissing, markVerified, readDomain } from './sso-domain-rows.js'; // prettier-ignore
import { TxtRecords } from './txt-records.js';

/** A record that vanished may be an accident of DNS; after this it is none. */
const GRACE_HOURS = 7 * 24;

/** Domains whose people an organisation may say something about: those whose DNS says that they are its own. */
@Injectable()
export class SsoDomainsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly records: TxtRecords,
  ) {}

  async add({ orgId }: CallerIdentity, actor: Actor, { domain }: AddSsoDomain): Promise<SsoDomain> {
    if (isPublicMailDomain(domain)) {
      const message = 'Anybody can have an address there, so it is no organisation’s.';
      throw new GatewayOpsError('validation_error', { details: [{ field: 'domain', message }] });
    }
    return this.transactions.change(orgId, async (manager) => {
      const row = { id: uuidv7(), domain, token: randomBytes(24).toString('base64url') };
      const made = await withConflicts(() => insertDomain(manager, orgId, row));
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_domain_added', domain });
      return made;
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<SsoDomain>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listDomains(manager, before, query.limit + 1));
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  /** Looks for the record now. DNS is asked outside of a transaction. */
  async verify(orgId: string, actor: Actor, id: string): Promise<SsoDomain> {
    const { domain, txt_record } = found(await this.transactions.read(orgId, (manager) => readDomain(manager, id)));
    const records = await this.records.of(domain);
    if (records === null) {
      const message = 'The name servers did not answer. Try again soon.';
      throw new GatewayOpsError('service_unavailable', { message, retryAfterSeconds: 5 });
    }
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readDomain(manager, id));
      const hasRecord = records.includes(txt_record);
      const after = hasRecord
        ? await withConflicts(() => markVerified(manager, id))
        : await markMissing(manager, id, GRACE_HOURS);
      if (before.verified !== after?.verified) {
        const change = hasRecord ? 'sso_domain_verified' : 'sso_domain_lost';
        await recordSettingsChange(manager, orgId, actor, { change, domain });
      }
      return found(after);
    });
  }

  /** As {@link verify}, in its turn: silence is borne. */
  async recheck(orgId: string, actor: Actor, id: string): Promise<void> {
    try {
      await this.verify(orgId, actor, id);
    } catch (error) {
      if (!(error instanceof GatewayOpsError)) throw error;
      await this.transactions.change(orgId, (manager) => markChecked(manager, id));
    }
  }

  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const { domain } = found(await deleteDomain(manager, id));
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_domain_removed', domain });
    });
  }
}
