import type { KeyScopes, McpNaming, McpServerRuntime, Principal, VirtualServerRuntime } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import type { CallersUpstreams } from '../credentials/callers-upstreams.js';
import type { RegisteredServers, ServerRegistry } from '../organization/server-registry.js';
import { Aggregate, type ChosenTool } from './aggregate.js';
import { Member, prefixOf } from './member.js';

/** What stands for all servers where one is named: no server can be called so. */
export const ALL_SERVERS = 'mcp';

interface Known {
  readonly registered: RegisteredServers;
  readonly byName: Map<string, Aggregate>;
}

/** The aggregates of each key. One is made anew when the organisation's servers were read anew. */
export class Aggregates {
  /** Keys of the same verdict share their scopes, and so what was made for them. */
  private readonly known = new WeakMap<KeyScopes, Known>();

  constructor(
    private readonly servers: ServerRegistry,
    private readonly callers: CallersUpstreams,
  ) {}

  /** All that the key may use, as one. Rejects with 503 `service_unavailable` where the registry cannot be asked. */
  ofAll(principal: Principal): Aggregate | Promise<Aggregate> {
    const registered = this.servers.all(principal.orgId);
    if (registered instanceof Promise) return registered.then((late) => this.get(principal, late, null));
    return this.get(principal, registered, null);
  }

  /** What a virtual server has of what the key may use. */
  ofVirtual(principal: Principal, virtual: VirtualServerRuntime): Aggregate | Promise<Aggregate> {
    const registered = this.servers.all(principal.orgId);
    if (registered instanceof Promise) return registered.then((late) => this.get(principal, late, virtual));
    return this.get(principal, registered, virtual);
  }

  /** The same as it is now; null for a virtual server that is not there any more. */
  async again(principal: Principal, { name }: Aggregate): Promise<Aggregate | null> {
    if (name === ALL_SERVERS) return this.ofAll(principal);
    const found = await this.servers.find(principal.orgId, name);
    return found?.enabled && 'tools' in found ? this.ofVirtual(principal, found) : null;
  }

  /** Calls back when an organisation's servers may have changed; without an id, any organisation's. Returns what ends that. */
  onChanged(listener: (orgId?: string) => void): () => void {
    return this.servers.onChanged(listener);
  }

  private get(principal: Principal, registered: RegisteredServers, virtual: VirtualServerRuntime | null): Aggregate {
    const { scopes, userId } = principal;
    let known = this.known.get(scopes);
    if (known === undefined || known.registered !== registered) {
      known = { registered, byName: new Map() };
      this.known.set(scopes, known);
    }
    // Members may be reached with a person's own token.
    const name = `${virtual?.name ?? ALL_SERVERS} ${userId ?? ''}`;
    let aggregate = known.byName.get(name);
    if (aggregate === undefined) {
      aggregate = virtual ? this.virtual(principal, registered, virtual) : this.all(principal, registered);
      known.byName.set(name, aggregate);
    }
    return aggregate;
  }

  private all(principal: Principal, { servers, naming }: RegisteredServers): Aggregate {
    const members = this.members([...servers.values()], principal, naming);
    const id = `aggregate:${principal.orgId}`;
    const context = contextOf(principal, members, naming, '');
    return new Aggregate({ id, name: ALL_SERVERS, naming, members, chosen: null, context });
  }

  private virtual(principal: Principal, { servers }: RegisteredServers, virtual: VirtualServerRuntime): Aggregate {
    const { id, name, naming, tools, version } = virtual;
    const ids = new Set(tools.map(({ serverId }) => serverId));
    const members = this.members([...servers.values()].filter((one) => ids.has(one.id)), principal, naming); // prettier-ignore
    const plain = new Aggregate({ id, name, naming, members, chosen: null, context: '' });
    const chosen = new Map<string, ChosenTool>();
    for (const { serverId, tool, name: renamed, description } of tools) {
      const member = members.find(({ server }) => server.id === serverId);
      if (member === undefined) continue;
      const exposed = renamed ?? plain.expose('tool', member, tool)!;
      if (!chosen.has(exposed)) chosen.set(exposed, { member, ownName: tool, description });
    }
    const context = contextOf(principal, members, naming, `${id}@${version}`);
    return new Aggregate({ id, name, naming, members, chosen, context });
  }

  /** Those that are enabled and of which the key may use anything, in the order of their names. */
  private members(servers: readonly McpServerRuntime[], { scopes, userId }: Principal, naming: McpNaming): Member[] {
    return servers
      .filter(({ enabled, name }) => enabled && mayUse(scopes, name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(
        (server) =>
          new Member(server, naming === 'identity' ? '' : prefixOf(server), () => this.callers.of(server, { userId })),
      );
  }
}

/** A scope that names no tool, resource or prompt allows nothing of a server. */
function mayUse({ mcp, permissions }: KeyScopes, server: string): boolean {
  const of = mcp.filter(({ tools, resources, prompts }) => tools.length + resources.length + prompts.length > 0);
  return scopeAllows({ mcp: of, permissions }, 'server', server, '');
}

function contextOf({ orgId, scopes, userId }: Principal, members: readonly Member[], naming: McpNaming, virtual: string): string {
  const servers = members.map(({ server, prefix }) => `${server.id}@${server.version}:${prefix}`);
  // Where a server knows each person, what it lists may differ for each.
  const isPersonal = members.some(({ server: { credential } }) => credential.type === 'token' && credential.perUser);
  return JSON.stringify([orgId, scopes.mcp, naming, virtual, servers, isPersonal ? userId : null]);
} // prettier-ignore
