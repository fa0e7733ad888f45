import { createDataSource, TenantTransactions, type DataSource } from '@gatewayops/postgres';
import { connectRedis, type Redis } from '@gatewayops/redis';
import type { AuditRecorded } from '@gatewayops/contracts';
import { v7 as uuidv7 } from 'uuid';
import { AuditSigner } from '../src/audit/heads/audit-signer.js';
import { FolderHeads, RedisHeads } from '../src/audit/heads/head-store.js';
import type { ObjectStore } from '../src/audit/archive/object-store.js';
import type { ChainReport } from '../src/audit/verify/verify-organization.js';
import { verifyOrganization } from '../src/audit/verify/verify-organization.js';
import type { StackState } from './stack-state.js';

/** An event as another service would send it. */
export const auditEvent = (orgId: string, details: object = {}): AuditRecorded => ({
  id: uuidv7(),
  type: 'audit.recorded',
  version: 1,
  orgId,
  occurredAt: Date.now(),
  payload: {
    actorType: 'system',
    actorId: null,
    actorEmail: null,
    action: 'config.changed',
    resourceType: 'organization',
    resourceId: orgId,
    details: { ...details },
    ipAddress: '127.0.0.1',
    userAgent: 'tests',
    requestId: null,
  },
});

/** Looks at chains as the command `audit:verify` does, within the test. */
export class ChainObserver {
  readonly tenants: TenantTransactions;
  readonly redis: Redis;
  readonly signer: AuditSigner;
  private readonly dataSource: DataSource;

  private constructor(
    private readonly stack: StackState,
    dataSource: DataSource,
  ) {
    this.dataSource = dataSource;
    this.tenants = new TenantTransactions(dataSource);
    this.redis = connectRedis({ url: stack.redisUrl, name: 'audit-test' });
    this.signer = new AuditSigner(Buffer.from(stack.environment['MASTER_KEY'] ?? '', 'base64'));
  }

  static async open(stack: StackState): Promise<ChainObserver> {
    const dataSource = createDataSource({ url: stack.databaseUrl, applicationName: 'audit-test' });
    await dataSource.initialize();
    return new ChainObserver(stack, dataSource);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await this.dataSource.destroy();
  }

  verify(orgId: string, archive: ObjectStore | null = null): Promise<ChainReport> {
    const folder = new FolderHeads(this.stack.environment['AUDIT_HEADS_DIR'] ?? '');
    const heads = [new RedisHeads(this.redis), folder];
    return verifyOrganization({ tenants: this.tenants, signer: this.signer, heads, archive }, orgId);
  }

  /** Resolves once the chain is signed up to `seq`. */
  async signed(orgId: string, seq: number): Promise<void> {
    const folder = new FolderHeads(this.stack.environment['AUDIT_HEADS_DIR'] ?? '');
    await until(async () => {
      const text = await folder.read(orgId);
      return text !== null && (JSON.parse(text) as { seq: number }).seq >= seq;
    });
  }
}

export async function until(condition: () => Promise<boolean>, waitMsMax = 20_000): Promise<void> {
  for (const deadlineMs = Date.now() + waitMsMax; !(await condition());) {
    if (Date.now() > deadlineMs) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
