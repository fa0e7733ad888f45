import {
  OrganizationServers, type McpNaming, type McpServerRuntime, type VirtualServerRuntime,
} from '@gatewayops/contracts'; // prettier-ignore
import type { InternalClient } from '@gatewayops/service';
import { OrgCache } from './org-cache.js';

/** Specification: Performance Optimization, caching, mcp_server_config. */
const FRESH_MS = 60_000;
const STALE_MS = 600_000;
/** For a name that is not there the list is read anew, at most so often. */
const MISS_EVERY_MS = 100;
const ORGANIZATIONS_MAX = 10_000;

/** What one address `/v1/mcp/{name}` may stand for. Names are unique over both. */
export type Registered = McpServerRuntime | VirtualServerRuntime;

/** An organisation's servers, by name: a new object whenever they were read anew. */
export interface RegisteredServers {
  readonly servers: ReadonlyMap<string, McpServerRuntime>;
  readonly virtualServers: ReadonlyMap<string, VirtualServerRuntime>;
  /** How names are kept apart where all servers are served as one. */
  readonly naming: McpNaming;
}

/** The servers of each organisation, as the auth service has them. */
export class ServerRegistry {
  private readonly cache: OrgCache<RegisteredServers>;
  private readonly listeners = new Set<(orgId?: string) => void>();
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
  find(orgId: string, name: string): Registered | undefined | Promise<Registered | undefined> {
    const registered = this.cache.get(orgId);
    if (registered instanceof Promise) return registered.then((late) => named(late, name));
    return named(registered, name) ?? this.lookAgain(orgId, name);
  }

  /** All of them. Rejects as `find` does. */
  all(orgId: string): RegisteredServers | Promise<RegisteredServers> {
    return this.cache.get(orgId);
  }

  /** It may have been made a moment ago, and its maker need not wait until that has got about. */
  private async lookAgain(orgId: string, name: string): Promise<Registered | undefined> {
    return named(await this.cache.renewed(orgId, MISS_EVERY_MS), name);
  }

  invalidate(orgId?: string): void {
    this.cache.invalidate(orgId);
    for (const listener of this.listeners) listener(orgId);
  }

  /** Calls back when an organisation's servers may have changed; without an id, any organisation's. Returns what ends that. */
  onChanged(listener: (orgId?: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async load(orgId: string): Promise<RegisteredServers> {
    const path = `/internal/v1/auth/organizations/${orgId}/servers`;
    const answer = await this.auth.request({ method: 'GET', path, answer: OrganizationServers });
    this.compare(orgId, answer.servers);
    return registeredServers(answer);
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

const named = ({ servers, virtualServers }: RegisteredServers, name: string): Registered | undefined =>
  servers.get(name) ?? virtualServers.get(name);

export const registeredServers = ({ servers, virtualServers, naming }: OrganizationServers): RegisteredServers => ({
  servers: new Map(servers.map((server) => [server.name, server])),
  virtualServers: new Map(virtualServers.map((server) => [server.name, server])),
  naming,
});
