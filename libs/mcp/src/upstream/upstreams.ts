import type { McpServerRuntime } from '@gatewayops/contracts';
import type { AuthorizationSource } from '../http/credential-header.js';
import { HttpConnection } from '../http/connection.js';
import { HttpLeg } from '../http/http-leg.js';
import { OpenApiLeg } from '../openapi/openapi-leg.js';
import { ParsedDocuments } from '../openapi/parsed-documents.js';
import { ArgumentChecker } from '../schema/check-arguments.js';
import { StdioLeg } from '../stdio/stdio-leg.js';
import { StdioProcesses } from '../stdio/stdio-processes.js';
import type { Leg } from './leg.js';
import { PooledUpstream } from './pooled-upstream.js';
import { TimerWheel } from './timer-wheel.js';
import { UPSTREAM_LIMITS } from './types.js';
import type { Upstream, UpstreamLimits, UpstreamMetrics, UpstreamsOptions } from './types.js';

/** Who has a token of their own at a server. */
export interface TokenHolder {
  /** Tells the holders of one server apart; never the token itself. */
  readonly key: string;
  /** What is sent right now. */
  readonly authorization: AuthorizationSource;
  /** What callers get for the pool: it sees that there is a token. */
  present(pool: Upstream): Upstream;
}

/** Pools of token holders, all servers together. */
const HOLDERS_MAX = 5_000;

interface Kept {
  readonly pool: PooledUpstream;
  /** The pool as its callers see it. */
  readonly presented: Upstream;
}

/** Every server that this gateway talks to: one pool each, by id and version. */
export class Upstreams {
  private readonly wheel = new TimerWheel();
  private readonly limits: UpstreamLimits;
  private readonly metrics: UpstreamMetrics;
  private readonly processes: StdioProcesses;
  private readonly checker = new ArgumentChecker();
  private readonly documents = new ParsedDocuments();
  private readonly pools = new Map<string, Kept>();
  /** Pools of token holders and their servers, in the order of their last use. */
  private readonly holders = new Map<string, string>();
  private readonly draining = new Set<PooledUpstream>();

  constructor(private readonly options: UpstreamsOptions) {
    this.limits = { ...UPSTREAM_LIMITS, ...options.limits };
    this.metrics = options.metrics ?? {};
    const { catalogue, logger, workDirectory } = options;
    const { limits, metrics, wheel } = this;
    this.processes = new StdioProcesses({ catalogue, logger, workDirectory, limits, metrics, wheel });
  }

  /**
   * The pool of this server; a newer version drains and closes the older one's. Never waits. An older version than the one
   * that is known gets the known one: a slow reader of the registry must not undo a change.
   */
  get(server: McpServerRuntime): Upstream {
    return this.find(server, server.id, null);
  }

  /**
   * As {@link get}, with a pool that one holder of a token has to itself: connections, sessions and what the server said
   * belong to a credential. At most {@link HOLDERS_MAX} are kept, those that were used last.
   */
  of(server: McpServerRuntime, holder: TokenHolder): Upstream {
    const id = `${server.id} ${holder.key}`;
    const found = this.find(server, id, holder);
    this.holders.delete(id);
    this.holders.set(id, server.id);
    if (this.holders.size > HOLDERS_MAX) this.forgetOldest();
    return found;
  }

  private find(server: McpServerRuntime, id: string, holder: TokenHolder | null): Upstream {
    const kept = this.pools.get(id);
    if (kept && kept.pool.server.version >= server.version) return kept.presented;
    const pool = this.create(server, holder?.authorization);
    const presented = holder?.present(pool) ?? this.options.present?.(pool) ?? pool;
    this.pools.set(id, { pool, presented });
    if (kept) this.drain(kept.pool);
    return presented;
  }

  private forgetOldest(): void {
    const [oldest] = this.holders.keys();
    if (oldest === undefined) return;
    this.holders.delete(oldest);
    this.drop(oldest);
  }

  /** A pool that is not kept: for testing the connection of a server that may not be stored. Close it after use. */
  temporary(server: McpServerRuntime): Upstream & { close(): Promise<void> } {
    return this.create(server);
  }

  /** Closes the pool of a server that was deleted or disabled, after its calls. */
  remove(serverId: string): void {
    this.drop(serverId);
    for (const [id, of] of this.holders) {
      if (of !== serverId) continue;
      this.holders.delete(id);
      this.drop(id);
    }
  }

  private drop(id: string): void {
    const kept = this.pools.get(id);
    if (!kept) return;
    this.pools.delete(id);
    this.drain(kept.pool);
  }

  /** Ends calls in flight, connections and processes. */
  async close(): Promise<void> {
    const all = [...[...this.pools.values()].map(({ pool }) => pool), ...this.draining];
    this.pools.clear();
    this.holders.clear();
    this.draining.clear();
    await Promise.all(all.map((pool) => pool.close()));
    await this.processes.close();
    this.wheel.close();
  }

  private create(server: McpServerRuntime, authorization?: AuthorizationSource): PooledUpstream {
    const { wheel, limits, metrics } = this;
    const now = this.options.now ?? Date.now;
    return new PooledUpstream({ server, leg: this.leg(server, authorization), wheel, limits, metrics, now });
  }

  private leg(server: McpServerRuntime, authorization?: AuthorizationSource): Leg {
    const { wheel, limits, metrics } = this;
    const clientInfo = this.options.clientInfo ?? { name: 'gatewayops', version: '0.1.0' };
    const { checker, documents } = this;
    const userAgent = `${clientInfo.name}/${clientInfo.version}`;
    const heard = (method: string): void => this.options.onNotification?.(server, method);
    const common = { server, wheel, limits, clientInfo, heard };
    if (server.transport.type === 'stdio') return new StdioLeg(common, this.processes);
    const connection = new HttpConnection(server, {
      addressGuard: this.options.addressGuard,
      limits,
      onConnections: (count) => metrics.activeConnections?.(server, count),
      ...(authorization ? { authorization } : {}),
    });
    if (server.transport.type === 'openapi') {
      const { documentOf } = this.options;
      return new OpenApiLeg({ ...common, connection, checker, documents, documentOf, userAgent });
    }
    return new HttpLeg({ ...common, connection });
  }

  /** Closes a pool when its calls have ended, at the latest after `drainTimeoutMs`. */
  private drain(pool: PooledUpstream): void {
    this.draining.add(pool);
    const endsAtMs = performance.now() + this.limits.drainTimeoutMs;
    const look = (): void => {
      if (!this.draining.has(pool)) return;
      if (pool.activeCalls > 0 && performance.now() < endsAtMs) {
        this.wheel.after(100, look);
        return;
      }
      this.draining.delete(pool);
      pool.close().catch((error: unknown) => this.options.logger.warn({ err: error }, 'closing an upstream failed'));
    };
    this.wheel.after(0, look);
  }
}
