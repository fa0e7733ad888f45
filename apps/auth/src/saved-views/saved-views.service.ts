import type { CallerIdentity } from '@gatewayops/access';
import {
  faultOfSavedQuery, GatewayOpsError, SAVED_VIEWS_OF_PERSON_MAX, SAVED_VIEWS_SHARED_MAX, type CreateSavedView, type SavedView,
  type SavedViewQuery, type UpdateSavedView,
} from '@gatewayops/contracts'; // prettier-ignore
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { holds, userIdOf } from '../http/reach.js';
import {
  countSavedViews,
  deleteSavedView,
  insertSavedView,
  listSavedViews,
  readSavedView,
  updateSavedView,
} from './saved-view-rows.js';

/** Filters of pages under a name. What is somebody's own is theirs alone, whoever asks. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly transactions: OrganizationTransactions) {}

  /** @throws GatewayOpsError `conflict` for a name that is taken, and where there are as many as there may be */
  async create(caller: CallerIdentity, actor: Actor, request: CreateSavedView): Promise<SavedView> {
    const { orgId } = caller;
    const userId = userIdOf(caller);
    if (userId === null && !request.shared) throw nobodys();
    return this.transactions.change(orgId, async (manager) => {
      await refuseBeyondMax(manager, orgId, request.shared ? null : userId);
      const row = { ...request, id: uuidv7(), createdBy: userId };
      await withConflicts(() => insertSavedView(manager, orgId, row));
      const view = found(await readSavedView(manager, row.id, userId));
      await audit(manager, orgId, actor, view, { change: 'saved_view_created' });
      return view;
    });
  }

  async list(caller: CallerIdentity, query: SavedViewQuery): Promise<Page<SavedView>> {
    const before = positionOf(query);
    const asked = { page: query.page ?? null, userId: userIdOf(caller) };
    const rows = await this.transactions.read(caller.orgId, (manager) =>
      listSavedViews(manager, asked, { before, rowsMax: query.limit + 1 }),
    );
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  /** @throws GatewayOpsError `insufficient_permissions` for what somebody else shares */
  async update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateSavedView): Promise<SavedView> {
    const { orgId } = caller;
    const userId = userIdOf(caller);
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readSavedView(manager, id, userId));
      refuseOthers(caller, before);
      refuseFaultyQuery(before, change);
      if (change.shared === false && before.created_by === null) throw nobodys();
      if (change.shared !== undefined && change.shared !== before.shared)
        await refuseBeyondMax(manager, orgId, change.shared ? null : (before.created_by?.user_id ?? null));
      await withConflicts(() => updateSavedView(manager, id, change));
      // An administrator who unshares a view gives it back to who made it, and sees it here for the last time.
      const view = found(await readSavedView(manager, id, before.created_by?.user_id ?? userId));
      await audit(manager, orgId, actor, view, { change: 'saved_view_updated', fields: Object.keys(change) });
      return view;
    });
  }

  /** @throws GatewayOpsError `insufficient_permissions` for what somebody else shares */
  async remove(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(caller.orgId, async (manager) => {
      const view = found(await readSavedView(manager, id, userIdOf(caller)));
      refuseOthers(caller, view);
      await deleteSavedView(manager, id);
      await audit(manager, caller.orgId, actor, view, { change: 'saved_view_deleted' });
    });
  }
}

function nobodys(): GatewayOpsError {
  const message = 'it would be nobody’s: only a view that a person has made can be their own';
  return new GatewayOpsError('validation_error', { details: [{ field: 'shared', message }] });
}

/** Who shares a view changes it, and so does who may change the organisation. */
function refuseOthers(caller: CallerIdentity, view: SavedView): void {
  if (view.created_by !== null && view.created_by.user_id === userIdOf(caller)) return;
  if (holds(caller, 'organization:update')) return;
  const message = 'only for who made the view, and for administrators';
  throw new GatewayOpsError('insufficient_permissions', { details: [{ field: 'permission', message }] });
}

function refuseFaultyQuery({ page }: SavedView, { query }: UpdateSavedView): void {
  const message = query === undefined ? null : faultOfSavedQuery(page, query);
  if (message !== null) throw new GatewayOpsError('validation_error', { details: [{ field: 'query', message }] });
}

async function refuseBeyondMax(manager: EntityManager, orgId: string, userId: string | null): Promise<void> {
  const max = userId === null ? SAVED_VIEWS_SHARED_MAX : SAVED_VIEWS_OF_PERSON_MAX;
  if ((await countSavedViews(manager, orgId, userId)) < max) return;
  const message =
    userId === null ? `An organisation shares at most ${max} views.` : `A person keeps at most ${max} views.`;
  throw new GatewayOpsError('conflict', { message: `${message} Delete one first.` });
}

async function audit(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  { id, page, name, shared }: SavedView,
  details: Parameters<typeof recordAudit>[1]['details'],
): Promise<void> {
  const what = { action: 'config.changed', resourceType: 'saved_view', resourceId: id } as const;
  await recordAudit(manager, { orgId, actor, ...what, details: { ...details, page, name, shared } });
}
