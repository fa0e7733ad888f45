import {
  GatewayOpsError,
  type ApiKey,
  type ApiKeyQuery,
  type CreateApiKey,
  type IssuedApiKey,
} from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { HashQueue } from './hash-queue.js';
import { placeOf } from './key-place.js';
import { insertKey, listKeys, readKey, readKeyForUpdate, replaceKey, revokeKey, type NewKeyRow } from './key-rows.js';
import { KeyDigester, newKey, prefixOf } from './key-secret.js';

/** Issues keys and takes them back. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly digester: KeyDigester,
    private readonly hashes: HashQueue,
  ) {}

  async create(orgId: string, actor: Actor, request: CreateApiKey): Promise<IssuedApiKey> {
    refusePastExpiry(request.expires_at);
    const { secret, row } = await this.newSecret(orgId, request.environment);
    const key = await this.transactions.change(orgId, async (manager) => {
      const place = await placeOf(manager, request);
      const issued = await withConflicts(() =>
        insertKey(manager, { ...row, rotatedFrom: null, attributes: { ...request, ...place } }),
      );
      const details = { key_name: issued.name, key_prefix: issued.key_prefix, scopes: issued.scopes };
      await audit(manager, { orgId, actor, action: 'api_key.created', resourceId: issued.id, details });
      return issued;
    });
    return { ...key, key: secret };
  }

  async list(orgId: string, query: ApiKeyQuery): Promise<Page<ApiKey>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listKeys(manager, query, before, query.limit + 1));
    return pageFrom(rows, query.limit, (key) => key.id);
  }

  async get(orgId: string, id: string): Promise<ApiKey> {
    return found(await this.transactions.read(orgId, (manager) => readKey(manager, id)));
  }

  /** Ends a key everywhere before it returns, or fails and leaves it as it was. Revoking twice is no error. */
  async revoke(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const key = found(await readKeyForUpdate(manager, id));
      if (!(await revokeKey(manager, id))) return;
      const details = { key_name: key.name, key_prefix: key.key_prefix };
      await audit(manager, { orgId, actor, action: 'api_key.revoked', resourceId: id, details });
      await this.generations.raise(manager, orgId);
    });
  }

  /** Issues a successor with the same rights; the old key works `overlapSeconds` longer, at most until its own expiry. */
  async rotate(orgId: string, actor: Actor, id: string, overlapSeconds: number): Promise<IssuedApiKey> {
    const { environment } = await this.get(orgId, id);
    const { secret, row } = await this.newSecret(orgId, environment);
    const key = await this.transactions.change(orgId, async (manager) => {
      const old = found(await readKeyForUpdate(manager, id));
      refuseUnlessActive(old);
      const successor = await insertKey(manager, { ...row, rotatedFrom: id, attributes: old });
      await replaceKey(manager, id, successor.id, overlapSeconds);
      const details = { key_name: old.name, replaced_by: successor.id, overlap_seconds: overlapSeconds };
      await audit(manager, { orgId, actor, action: 'api_key.rotated', resourceId: id, details });
      await this.generations.raise(manager, orgId);
      return successor;
    });
    return { ...key, key: secret };
  }

  /** bcrypt takes long, so it is computed before the transaction begins. */
  private async newSecret(orgId: string, environment: string) {
    const secret = newKey(environment);
    const row: Omit<NewKeyRow, 'attributes' | 'rotatedFrom'> = {
      id: uuidv7(),
      orgId,
      prefix: prefixOf(secret),
      lookup: this.digester.lookupOf(secret),
      hash: await this.hashes.hash(secret),
    };
    return { secret, row };
  }
}

function audit(manager: EntityManager, entry: Omit<AuditEntry, 'resourceType'>): Promise<void> {
  return recordAudit(manager, { ...entry, resourceType: 'api_key' });
}

function refusePastExpiry(expiresAt: string | null): void {
  if (expiresAt === null || Date.parse(expiresAt) > Date.now()) return;
  throw new GatewayOpsError('validation_error', {
    details: [{ field: 'expires_at', message: 'This time has passed.' }],
  });
}

function refuseUnlessActive(key: ApiKey): void {
  if (key.status === 'active') return;
  throw new GatewayOpsError('conflict', { message: `Only an active key can be rotated; this one is ${key.status}.` });
}
