import type { PageQuery, UpstreamConnection } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { readServer } from '../mcp-servers/server-rows.js';
import {
  deleteConnection,
  listConnections,
  readConnectionForUpdate,
  toUpstreamConnection,
  type ConnectionFilter,
} from './connection-rows.js';

/** Connections to servers, for those who have them and those who administer them. Their tokens are never shown. */
@Injectable()
export class ConnectionsService {
  constructor(private readonly transactions: OrganizationTransactions) {}

  async list(orgId: string, query: PageQuery, filter: ConnectionFilter): Promise<Page<UpstreamConnection>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) =>
      listConnections(manager, filter, before, query.limit + 1),
    );
    return pageFrom(rows.map(toUpstreamConnection), query.limit, ({ id }) => id);
  }

  /** @throws GatewayOpsError `not_found` where the organisation has no such server */
  async listOfServer(orgId: string, query: PageQuery, serverId: string): Promise<Page<UpstreamConnection>> {
    found(await this.transactions.read(orgId, (manager) => readServer(manager, serverId)));
    return this.list(orgId, query, { serverId, userId: null });
  }

  /** @param ownerId whose it has to be; null: anybody's */
  async remove(orgId: string, actor: Actor, id: string, ownerId: string | null): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const connection = found(await readConnectionForUpdate(manager, id));
      const { user_id, server_id, issuer } = connection;
      // Another's is not there, to whom may see their own alone.
      found(ownerId === null || user_id === ownerId ? connection : null);
      await deleteConnection(manager, id);
      const details = { server_id, user_id, issuer };
      const what = {
        action: 'upstream_connection.deleted',
        resourceType: 'upstream_connection',
        resourceId: id,
      } as const;
      await recordAudit(manager, { orgId, actor, ...what, details });
    });
  }
}
