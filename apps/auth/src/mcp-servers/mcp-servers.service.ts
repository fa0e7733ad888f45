import {
  GatewayOpsError,
  type CreateMcpServer,
  type McpServer,
  type McpServerDocument,
  type McpServerQuery,
  type McpServerRuntime,
  type UpdateMcpServer,
} from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { announceServersChanged } from '../changes/config-changes.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { checkCredential, refuseMismatch, ServerCredentials } from './server-credentials.js';
import { changedSettings, toSettings } from './server-json.js';
import {
  deleteServer,
  insertServer,
  listServers,
  readServer,
  readServerForUpdate,
  readServerWithDocument,
  toMcpServer,
  updateServer,
  type ServerRow,
  type StoredServer,
} from './server-rows.js';
import { refuseTooManyDocuments, ServerTransports } from './server-transports.js';

/** Bounds what a gateway holds of one organisation. */
const SERVERS_MAX = 1_000;
const EVERY_SERVER = { name: null, enabled: null };

/** The registry of MCP servers. */
@Injectable()
export class McpServersService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly credentials: ServerCredentials,
    private readonly transports: ServerTransports,
    private readonly logger: Logger,
  ) {}

  async create(orgId: string, actor: Actor, request: CreateMcpServer): Promise<McpServer> {
    const { name, enabled } = request;
    const id = uuidv7();
    refuseMismatch(request.transport, request.credential.type);
    const checked = await this.transports.checked(request.transport);
    await checkCredential(request.credential);
    const sealed = await this.credentials.secrets.keep({ id, org_id: orgId }, request.credential, null);
    const row = { id, org_id: orgId, name, ...checked, ...sealed, settings: toSettings(request.settings), enabled };
    return this.transactions.change(orgId, async (manager) => {
      await refuseBeyondMax(manager);
      await refuseTooManyDocuments(manager, row);
      const stored = await withConflicts(() => insertServer(manager, row));
      await configured(manager, actor, stored, 'created');
      return toMcpServer(stored);
    });
  }

  async list(orgId: string, query: McpServerQuery): Promise<Page<McpServer>> {
    const before = positionOf(query);
    const filter = { name: query.name ?? null, enabled: query.enabled ?? null };
    const rows = await this.transactions.read(orgId, (manager) =>
      listServers(manager, filter, before, query.limit + 1),
    );
    return pageFrom(rows.map(toMcpServer), query.limit, (server) => server.id);
  }

  async get(orgId: string, id: string): Promise<McpServer> {
    return toMcpServer(found(await this.transactions.read(orgId, (manager) => readServer(manager, id))));
  }

  /** The OpenAPI document of a server that has one. @throws GatewayOpsError `not_found` */
  async document(orgId: string, id: string): Promise<McpServerDocument> {
    const row = found(await this.transactions.read(orgId, (manager) => readServerWithDocument(manager, id)));
    return { document: found(row.openapi_document) };
  }

  async update(orgId: string, actor: Actor, id: string, change: UpdateMcpServer): Promise<McpServer> {
    const checked = change.transport && (await this.transports.checked(change.transport));
    if (change.credential) await checkCredential(change.credential);
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readServerForUpdate(manager, id));
      refuseStale(before, change.version);
      const row = { ...(await this.changed(before, change)), ...checked };
      refuseMismatch(row.transport, row.auth_type);
      await refuseTooManyDocuments(manager, row);
      const stored = found(await withConflicts(() => updateServer(manager, row)));
      await configured(manager, actor, stored, 'updated', Object.keys(change));
      return toMcpServer(stored);
    });
  }

  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    const removed = await this.transactions.change(orgId, async (manager) => {
      const stored = found(await readServerForUpdate(manager, id));
      await deleteServer(manager, id);
      await configured(manager, actor, stored, 'deleted');
      return stored;
    });
    await this.credentials.secrets.forget(removed).catch((error: unknown) => {
      this.logger.error({ error, server_id: id, org_id: orgId }, 'credential of a removed MCP server is still stored');
    });
  }

  /** One server with its credential in the clear, for the gateway only. */
  async runtimeOf(orgId: string, id: string): Promise<McpServerRuntime> {
    const row = found(await this.transactions.read(orgId, (manager) => readServerWithDocument(manager, id)));
    return this.credentials.runtimeOf(row);
  }

  /**
   * Every server of an organisation with its credential in the clear, for gateways only. One whose credential cannot be read
   * is left out and logged, so that it does not take the others with it. OpenAPI documents are asked for one by one.
   */
  async runtimesOf(orgId: string): Promise<McpServerRuntime[]> {
    const rows = await this.transactions.read(orgId, (manager) =>
      listServers(manager, EVERY_SERVER, null, SERVERS_MAX),
    );
    const runtimes = await Promise.all(rows.map((row) => this.runtimeOrNull(row)));
    return runtimes.filter((runtime) => runtime !== null);
  }

  private async runtimeOrNull(row: StoredServer): Promise<McpServerRuntime | null> {
    try {
      return await this.credentials.runtimeOf({ ...row, openapi_document: null });
    } catch (error) {
      const { id: server_id, org_id } = row;
      this.logger.error({ error, server_id, org_id }, 'credential of an MCP server cannot be read');
      return null;
    }
  }

  private async changed(before: StoredServer, change: UpdateMcpServer): Promise<ServerRow> {
    const { secrets } = this.credentials;
    const sealed = change.credential && (await secrets.keep(before, change.credential, before.auth_config));
    return {
      ...before,
      name: change.name ?? before.name,
      document: null,
      settings: change.settings ? changedSettings(before.settings, change.settings) : before.settings,
      enabled: change.enabled ?? before.enabled,
      ...sealed,
    };
  }
}

async function configured(
  manager: EntityManager,
  actor: Actor,
  server: StoredServer,
  change: 'created' | 'updated' | 'deleted',
  fields: string[] = [],
): Promise<void> {
  const orgId = server.org_id;
  const details = { change, name: server.name, transport: server.transport.type, version: server.version, fields };
  const what = { action: 'mcp_server.configured', resourceType: 'mcp_server', resourceId: server.id } as const;
  await recordAudit(manager, { orgId, actor, ...what, details });
  await announceServersChanged(manager, orgId);
}

async function refuseBeyondMax(manager: EntityManager): Promise<void> {
  const rows = await listServers(manager, EVERY_SERVER, null, SERVERS_MAX);
  if (rows.length < SERVERS_MAX) return;
  throw new GatewayOpsError('conflict', { message: `An organisation has at most ${SERVERS_MAX} MCP servers.` });
}

function refuseStale(server: StoredServer, version: number | undefined): void {
  if (version === undefined || version === server.version) return;
  throw new GatewayOpsError('conflict', {
    message: 'The server was changed meanwhile. Read it again and repeat the change.',
    details: [{ field: 'version', message: `The server is at version ${server.version}.` }],
  });
}
