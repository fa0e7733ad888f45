import type { CallerIdentity } from '@gatewayops/access';
import {
  GatewayOpsError,
  type ApiKey,
  type ApiKeyQuery,
  type CreateApiKey,
  type IssuedApiKey,
} from '@gatewayops/contracts';
import type { Belonging } from '@gatewayops/domain';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseWiderKey } from '../access/own-rights.js';
import type { Actor } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { refuseUnknownEnvironment } from '../environments/environments.service.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { refuseBeyond, userIdOf, withinOf } from '../http/reach.js';
import { HashQueue } from './hash-queue.js';
import { placeOf, refuseForeignPlace, withOwner } from './key-place.js';
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

  async create(caller: CallerIdentity, actor: Actor, asked: CreateApiKey): Promise<IssuedApiKey> {
    const request = withOwner(caller, asked);
    refusePastExpiry(request.expires_at);
    refuseTwoOwners(request);
    refuseWiderKey(caller, request.scopes);
    const { orgId } = caller;
    const { secret, row } = await this.newSecret(orgId, request.environment);
    const key = await this.transactions.change(orgId, async (manager) => {
      const place = await placeOf(manager, request);
      refuseForeignPlace(caller, place);
      await refuseUnknownEnvironment(manager, request.environment);
      const issued = await withConflicts(() =>
        insertKey(manager, {
          ...row,
          createdBy: userIdOf(caller),
          rotatedFrom: null,
          attributes: { ...request, ...place },
        }),
      );
      const details = { key_name: issued.name, key_prefix: issued.key_prefix, scopes: issued.scopes };
      await audit(manager, { orgId, actor, action: 'api_key.created', resourceId: issued.id, details });
      return issued;
    });
    return { ...key, key: secret };
  }

  async list(caller: CallerIdentity, query: ApiKeyQuery): Promise<Page<ApiKey>> {
    const before = positionOf(query);
    const within = withinOf(caller);
    const rows = await this.transactions.read(caller.orgId, (manager) =>
      listKeys(manager, query, within, { before, rowsMax: query.limit + 1 }),
    );
    return pageFrom(rows, query.limit, (key) => key.id);
  }

  async get(caller: CallerIdentity, id: string): Promise<ApiKey> {
    const key = found(await this.transactions.read(caller.orgId, (manager) => readKey(manager, id)));
    refuseBeyond(caller, placeOfKey(key));
    return key;
  }

  /** Ends a key everywhere before it returns, or fails and leaves it as it was. Revoking twice is no error. */
  async revoke(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const key = found(await readKeyForUpdate(manager, id));
      refuseBeyond(caller, placeOfKey(key));
      if (!(await revokeKey(manager, id))) return;
      const details = { key_name: key.name, key_prefix: key.key_prefix };
      await audit(manager, { orgId, actor, action: 'api_key.revoked', resourceId: id, details });
      await this.generations.raise(manager, orgId);
    });
  }

  /** Issues a successor with the same rights; the old key works `overlapSeconds` longer, at most until its own expiry. */
  async rotate(caller: CallerIdentity, actor: Actor, id: string, overlapSeconds: number): Promise<IssuedApiKey> {
    const { orgId } = caller;
    const { environment, scopes } = await this.get(caller, id);
    refuseWiderKey(caller, scopes);
    const { secret, row } = await this.newSecret(orgId, environment);
    const key = await this.transactions.change(orgId, async (manager) => {
      const old = found(await readKeyForUpdate(manager, id));
      refuseUnlessActive(old);
      refuseForeignPlace(caller, old);
      const successor = await insertKey(manager, {
        ...row,
        createdBy: userIdOf(caller),
        rotatedFrom: id,
        attributes: old,
      });
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
    const row: Omit<NewKeyRow, 'attributes' | 'rotatedFrom' | 'createdBy'> = {
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

const placeOfKey = ({ team_id, user_id }: ApiKey): Belonging => ({ teamId: team_id, userId: user_id });

function refuseTwoOwners({ user_id, service_account_id }: CreateApiKey): void {
  if (user_id === null || service_account_id === null) return;
  const message = 'A key is a person’s or a service account’s, not both.';
  throw new GatewayOpsError('validation_error', { details: [{ field: 'service_account_id', message }] });
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
