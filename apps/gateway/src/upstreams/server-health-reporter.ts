import { redisKeys, type McpServerHealth, type McpServerRuntime } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

const REPORT_INTERVAL_MS = 2_000;

interface Seen {
  readonly server: McpServerRuntime;
  lastSuccessAtMs: number | null;
  lastFailureAtMs: number | null;
  lastError: string | null;
  open: boolean;
  changed: boolean;
}

/** Keeps what this replica last saw of each server, and tells it to Redis, where the registry reads it. */
export class ServerHealthReporter {
  private readonly seen = new Map<string, Seen>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly redis: Redis) {
    this.timer = setInterval(() => void this.report(), REPORT_INTERVAL_MS);
    this.timer.unref();
  }

  /** `error` null for a success; masked otherwise. */
  note(server: McpServerRuntime, error: string | null, open: boolean): void {
    let entry = this.seen.get(server.id);
    if (entry === undefined) {
      entry = { server, lastSuccessAtMs: null, lastFailureAtMs: null, lastError: null, open, changed: true };
      this.seen.set(server.id, entry);
    }
    const nowMs = Date.now();
    entry.changed = true;
    entry.open = open;
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
    for (const entry of this.seen.values()) {
      if (!entry.changed) continue;
      entry.changed = false;
      const { orgId, id } = entry.server;
      // The next call to the server says it again: a report that fails is not worth keeping.
      await this.redis.hset(redisKeys.serverHealth(orgId), id, JSON.stringify(healthOf(entry))).catch(() => undefined);
    }
  }
}

function healthOf({ lastSuccessAtMs, lastFailureAtMs, lastError, open }: Seen): McpServerHealth {
  const iso = (timeMs: number | null) => (timeMs === null ? null : new Date(timeMs).toISOString());
  const failing = (lastFailureAtMs ?? 0) > (lastSuccessAtMs ?? 0);
  return {
    state: open ? 'open' : failing ? 'failing' : 'healthy',
    lastSuccessAt: iso(lastSuccessAtMs),
    lastFailureAt: iso(lastFailureAtMs),
    lastError,
  };
}
