import { OrganizationServers, type McpServerRuntime } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import { OrgCache } from './org-cache.js';

/** Specification: Performance Optimization, caching, mcp_server_config. */
const FRESH_MS = 60_000;
const STALE_MS = 600_000;
/** A name that is not there is looked for in a list that is not older than this. */
const MISS_AGE_MS = 1_000;
const ORGANIZATIONS_MAX = 10_000;

/** The servers of each organisation, as the auth service has them. */
export class ServerRegistry {
  private readonly cache: OrgCache<ReadonlyMap<string, McpServerRuntime>>;
  /** Ids of the servers that each organisation's calls may have gone to. */
  private readonly inUse = new Map<string, readonly string[]>();

  /** `onGone` hears of servers that were deleted or disabled, when the list is next read. */
  constructor(
    private readonly auth: InternalClient,
    private readonly onGone: (serverId: string) => void,
  ) {
    this.cache = new OrgCache({
      load: (orgId) => this.load(orgId),
      freshMs: FRESH_MS,
      staleMs: STALE_MS,
      organizationsMax: ORGANIZATIONS_MAX,
    });
  }

  /** The organisation's server of that name. Rejects with 503 `service_unavailable` when it was never loaded and cannot be. */
  find(orgId: string, name: string): McpServerRuntime | undefined | Promise<McpServerRuntime | undefined> {
    const servers = this.cache.get(orgId);
    if (servers instanceof Promise) return servers.then((late) => late.get(name));
    return servers.get(name) ?? this.lookAgain(orgId, name);
  }

  /** It may have been made a moment ago, and its maker need not wait until that has got about. */
  private lookAgain(orgId: string, name: string): McpServerRuntime | undefined | Promise<McpServerRuntime | undefined> {
    const servers = this.cache.renewed(orgId, MISS_AGE_MS);
    return servers instanceof Promise ? servers.then((late) => late.get(name)) : servers.get(name);
  }

  invalidate(orgId?: string): void {
    this.cache.invalidate(orgId);
  }

  private async load(orgId: string): Promise<ReadonlyMap<string, McpServerRuntime>> {
    const path = `/internal/v1/auth/organizations/${orgId}/servers`;
    const { servers } = await this.auth.request({ method: 'GET', path, answer: OrganizationServers });
    this.compare(orgId, servers);
    return new Map(servers.map((server) => [server.name, server]));
  }

  private compare(orgId: string, servers: readonly McpServerRuntime[]): void {
    const enabled = servers.filter((server) => server.enabled).map(({ id }) => id);
    for (const id of this.inUse.get(orgId) ?? []) if (!enabled.includes(id)) this.onGone(id);
    this.inUse.delete(orgId);
    if (enabled.length > 0) this.inUse.set(orgId, enabled);
    const oldest = this.inUse.keys().next().value;
    if (this.inUse.size > ORGANIZATIONS_MAX && oldest !== undefined) this.inUse.delete(oldest);
  }
}
