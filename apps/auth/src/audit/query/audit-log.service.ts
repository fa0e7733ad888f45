import {
  GatewayOpsError,
  SYSTEM_ORG_ID,
  type AuditFilters,
  type AuditLogEntry,
  type AuditLogPage,
  type AuditLogQuery,
  type AuditVerification,
} from '@gatewayops/contracts';
import { OutboxRelay, TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../changes/actor.js';
import { recordAudit, type AuditEntry } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { readHead } from '../append/head-rows.js';
import { HeadBook } from '../heads/head-book.js';
import { exportEntries, searchEntries } from './filter-rows.js';
import { NotedReads } from './noted-reads.js';

const EXPORTED_ROWS_A_PART = 200;

/** Shows audit logs, and writes down in them who looked. What cannot be written down is not shown. */
@Injectable()
export class AuditLogService {
  private readonly noted = new NotedReads();

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly organizations: OrganizationTransactions,
    private readonly relay: OutboxRelay,
    private readonly heads: HeadBook,
  ) {}

  /** Newest first. */
  async search(orgId: string, actor: Actor, { limit, cursor, ...filters }: AuditLogQuery): Promise<AuditLogPage> {
    const beforeSeq = positionOf(cursor);
    const isNew = this.noted.isNew(orgId, actor, filters);
    const rows = await this.run(orgId, async (manager) => {
      if (isNew) await this.record(manager, orgId, actor, 'audit.read', { filters: given(filters) });
      return searchEntries(manager, orgId, filters, { beforeSeq, rowsMax: limit + 1 });
    });
    if (isNew) this.noted.note(orgId, actor, filters);
    this.relay.nudge();
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, cursor: last ? cursorOf(last.seq) : null, has_more: last !== undefined };
  }

  /**
   * Matching rows in the order of the chain, in parts of at most 200, up to where the chain ended when this was called: an
   * export that is read slowly ends all the same.
   */
  async export(
    orgId: string,
    actor: Actor,
    filters: AuditFilters,
    format: string,
  ): Promise<AsyncGenerator<AuditLogEntry[]>> {
    const head = await this.run(orgId, async (manager) => {
      await this.record(manager, orgId, actor, 'export.requested', {
        what: 'audit_log',
        format,
        filters: given(filters),
      });
      return readHead(manager, orgId);
    });
    this.relay.nudge();
    return this.parts(orgId, filters, head?.seq ?? 0);
  }

  /** What is known of the chain without reading it. @throws GatewayOpsError `not_found` */
  async verification(orgId: string): Promise<AuditVerification> {
    await this.run(orgId, async () => undefined);
    return this.heads.verificationOf(orgId);
  }

  private async *parts(orgId: string, filters: AuditFilters, toSeq: number): AsyncGenerator<AuditLogEntry[]> {
    for (let afterSeq = 0; ;) {
      const part = { afterSeq, toSeq, rowsMax: EXPORTED_ROWS_A_PART };
      const entries = await this.tenants.run(orgId, (manager) => exportEntries(manager, orgId, filters, part));
      yield entries;
      if (entries.length < EXPORTED_ROWS_A_PART) return;
      afterSeq = entries.at(-1)?.seq ?? toSeq;
    }
  }

  /** The log of what belongs to no organisation has none to look up. */
  private run<T>(orgId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return orgId === SYSTEM_ORG_ID ? this.tenants.run(orgId, work) : this.organizations.read(orgId, work);
  }

  private record(
    manager: EntityManager,
    orgId: string,
    actor: Actor,
    action: 'audit.read' | 'export.requested',
    details: AuditEntry['details'],
  ) {
    return recordAudit(manager, { orgId, actor, action, resourceType: 'audit_log', resourceId: null, details });
  }
}

/** Filters without those that were not given. */
const given = (filters: AuditFilters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter((filter): filter is [string, string] => filter[1] !== undefined));

const cursorOf = (seq: number): string => Buffer.from(String(seq)).toString('base64url');

function positionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  const details = [{ field: 'cursor', message: 'Use the cursor of the page before, or none.' }];
  throw new GatewayOpsError('validation_error', { details });
}
