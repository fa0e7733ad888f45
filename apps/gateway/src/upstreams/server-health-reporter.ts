import { redisKeys, type McpServerHealth, type McpServerRuntime, type ReplicaServerState } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

const REPORT_INTERVAL_MS = 2_000;
/** What a replica that has gone said of its breakers is gone so soon. */
const STATES_LIFE_MS = 10_000;
/** A server that was called this lately is told of; and of so many servers at once, those that were called last. */
const RECENT_MS = 10 * 60_000;
const STATES_MAX = 2_000;
/** How much the newest answer weighs in the latency. */
const NEWEST_WEIGHT = 0.2;

/** As much of a server's pool as is told. */
interface Pool {
  readonly state: ReplicaServerState['breaker'];
}

interface Seen {
  readonly server: McpServerRuntime;
  lastSuccessAtMs: number | null;
  lastFailureAtMs: number | null;
  lastError: string | null;
  pool: Pool;
  latencyMs: number | null;
  changed: boolean;
}

/** Keeps what this replica last saw of each server, and tells it to Redis, where the registry reads it. */
export class ServerHealthReporter {
  private readonly seen = new Map<string, Seen>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly redis: Redis,
    private readonly replicaId: string,
  ) {
    this.timer = setInterval(() => void this.report(), REPORT_INTERVAL_MS);
    this.timer.unref();
  }

  /** `error` null for a success; masked otherwise. `latencyMs` of an answer. Keeps it in memory, and no more. */
  note(server: McpServerRuntime, error: string | null, pool: Pool, latencyMs: number | null): void {
    let entry = this.seen.get(server.id);
    if (entry === undefined) {
      entry = {
        server,
        lastSuccessAtMs: null,
        lastFailureAtMs: null,
        lastError: null,
        pool,
        latencyMs: null,
        changed: true,
      };
    }
    // In the order of their last call.
    this.seen.delete(server.id);
    this.seen.set(server.id, entry);
    const nowMs = Date.now();
    entry.changed = true;
    entry.pool = pool;
    if (latencyMs !== null) {
      const before = entry.latencyMs ?? latencyMs;
      entry.latencyMs = before + (latencyMs - before) * NEWEST_WEIGHT;
    }
    if (error === null) entry.lastSuccessAtMs = nowMs;
    else {
      entry.lastFailureAtMs = nowMs;
      entry.lastError = error;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async report(): Promise<void> {
    await this.reportStates();
    for (const entry of this.seen.values()) {
      if (!entry.changed) continue;
      entry.changed = false;
      const { orgId, id } = entry.server;
      // The next call to the server says it again: a report that fails is not worth keeping.
      await this.redis.hset(redisKeys.serverHealth(orgId), id, JSON.stringify(healthOf(entry))).catch(() => undefined);
    }
  }

  /** Breakers change without a call, too: each time all are told, of each organisation in one step. */
  private async reportStates(): Promise<void> {
    const sinceMs = Date.now() - RECENT_MS;
    const recent = [...this.seen.values()]
      .slice(-STATES_MAX)
      .filter((entry) => Math.max(entry.lastSuccessAtMs ?? 0, entry.lastFailureAtMs ?? 0) >= sinceMs);
    for (const [orgId, entries] of Map.groupBy(recent, ({ server }) => server.orgId)) {
      const key = redisKeys.serverStates(orgId, this.replicaId);
      const states = new Map(entries.map((entry) => [entry.server.id, JSON.stringify(stateOf(entry))]));
      await this.redis
        .multi()
        .del(key)
        .hset(key, states)
        .pexpire(key, STATES_LIFE_MS)
        .exec()
        .catch(() => undefined);
    }
  }
}

const stateOf = ({ pool, latencyMs }: Seen): ReplicaServerState => ({
  breaker: pool.state,
  latencyMs: latencyMs === null ? null : Math.round(latencyMs),
});

function healthOf({ lastSuccessAtMs, lastFailureAtMs, lastError, pool }: Seen): McpServerHealth {
  const iso = (timeMs: number | null) => (timeMs === null ? null : new Date(timeMs).toISOString());
  const failing = (lastFailureAtMs ?? 0) > (lastSuccessAtMs ?? 0);
  return {
    state: pool.state === 'open' ? 'open' : failing ? 'failing' : 'healthy',
    lastSuccessAt: iso(lastSuccessAtMs),
    lastFailureAt: iso(lastFailureAtMs),
    lastError,
  };
}
