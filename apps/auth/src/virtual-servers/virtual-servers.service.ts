import {
  GatewayOpsError, type CreateVirtualServer, type UpdateVirtualServer, type VirtualServer, type VirtualServerQuery,
  type VirtualServerRuntime,
} from '@gatewayops/contracts'; // prettier-ignore
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { announceServersChanged } from '../changes/config-changes.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import {
  deleteVirtualServer, insertVirtualServer, knownServerIds, listVirtualServers, readVirtualServer,
  readVirtualServerForUpdate, toRuntime, toStoredTool, toVirtualServer, updateVirtualServer, type StoredVirtualServer,
} from './virtual-server-rows.js'; // prettier-ignore

/** Bounds what a gateway holds of one organisation. */
const VIRTUAL_SERVERS_MAX = 200;

/** Servers that are made of chosen tools of others. */
@Injectable()
export class VirtualServersService {
  constructor(private readonly transactions: OrganizationTransactions) {}

  async create(orgId: string, actor: Actor, request: CreateVirtualServer): Promise<VirtualServer> {
    const row = { ...request, id: uuidv7(), tools: request.tools.map(toStoredTool) };
    return this.transactions.change(orgId, async (manager) => {
      await refuseBeyondMax(manager);
      await refuseUnknownServers(manager, row.tools);
      const stored = await withConflicts(() => insertVirtualServer(manager, orgId, row));
      await configured(manager, actor, stored, 'created');
      return toVirtualServer(stored);
    });
  }

  async list(orgId: string, query: VirtualServerQuery): Promise<Page<VirtualServer>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) =>
      listVirtualServers(manager, query.name ?? null, before, query.limit + 1),
    );
    return pageFrom(rows.map(toVirtualServer), query.limit, ({ id }) => id);
  }

  async get(orgId: string, id: string): Promise<VirtualServer> {
    return toVirtualServer(found(await this.transactions.read(orgId, (manager) => readVirtualServer(manager, id))));
  }

  async update(orgId: string, actor: Actor, id: string, change: UpdateVirtualServer): Promise<VirtualServer> {
    const tools = change.tools?.map(toStoredTool);
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readVirtualServerForUpdate(manager, id));
      refuseStale(before, change.version);
      if (tools) await refuseUnknownServers(manager, tools);
      const { name = before.name, naming = before.naming, enabled = before.enabled } = change;
      const row = { id, name, naming, enabled, tools: tools ?? before.tools };
      const stored = found(await withConflicts(() => updateVirtualServer(manager, row)));
      await configured(manager, actor, stored, 'updated', Object.keys(change));
      return toVirtualServer(stored);
    });
  }

  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const stored = found(await readVirtualServerForUpdate(manager, id));
      await deleteVirtualServer(manager, id);
      await configured(manager, actor, stored, 'deleted');
    });
  }

  /** All of an organisation, for gateways. */
  async runtimesOf(orgId: string): Promise<VirtualServerRuntime[]> {
    const rows = await this.transactions.read(orgId, (manager) =>
      listVirtualServers(manager, null, null, VIRTUAL_SERVERS_MAX),
    );
    return rows.map(toRuntime);
  }
}

async function configured(
  manager: EntityManager,
  actor: Actor,
  server: StoredVirtualServer,
  change: 'created' | 'updated' | 'deleted',
  fields: string[] = [],
): Promise<void> {
  const { org_id: orgId, id, name, version, tools } = server;
  const details = { change, name, version, tools: tools.length, fields };
  const what = { action: 'mcp_server.configured', resourceType: 'virtual_server', resourceId: id } as const;
  await recordAudit(manager, { orgId, actor, ...what, details });
  await announceServersChanged(manager, orgId);
}

async function refuseBeyondMax(manager: EntityManager): Promise<void> {
  const rows = await listVirtualServers(manager, null, null, VIRTUAL_SERVERS_MAX);
  if (rows.length < VIRTUAL_SERVERS_MAX) return;
  throw new GatewayOpsError('conflict', { message: `An organisation has at most ${VIRTUAL_SERVERS_MAX} virtual servers.` });
} // prettier-ignore

/** What belongs to another organisation is not there either. */
async function refuseUnknownServers(manager: EntityManager, tools: StoredVirtualServer['tools']): Promise<void> {
  const known = await knownServerIds(manager, [...new Set(tools.map(({ serverId }) => serverId))]);
  const at = tools.findIndex(({ serverId }) => !known.has(serverId));
  if (at === -1) return;
  const message = 'There is no such MCP server in this organisation.';
  throw new GatewayOpsError('not_found', { message, details: [{ field: `tools.${at}.server_id`, message }] });
}

function refuseStale({ version: current }: StoredVirtualServer, version: number | undefined): void {
  if (version === undefined || version === current) return;
  throw new GatewayOpsError('conflict', {
    message: 'The virtual server was changed meanwhile. Read it again and repeat the change.',
    details: [{ field: 'version', message: `The virtual server is at version ${current}.` }],
  });
}
