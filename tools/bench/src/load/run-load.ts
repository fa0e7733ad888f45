import { build } from 'hdr-histogram-js';
import { Connection } from './connection.js';
import type { LoadOrder, LoadResult } from './protocol.js';

const HIGHEST_US = 120_000_000;

/** Latencies and statuses of a run. */
class Tally {
  readonly #histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: HIGHEST_US });
  readonly #failures: Record<string, number> = {};
  calls = 0;

  add(latencyMs: number, status: number): void {
    this.calls++;
    this.#histogram.recordValue(Math.max(1, Math.min(HIGHEST_US, Math.round(latencyMs * 1000))));
    if (status !== 200) this.#failures[status] = (this.#failures[status] ?? 0) + 1;
  }

  result(elapsedMs: number): LoadResult {
    const at = (percentile: number): number => this.#histogram.getValueAtPercentile(percentile) / 1000;
    return {
      calls: this.calls,
      failures: this.#failures,
      elapsedMs,
      p50Ms: at(50),
      p95Ms: at(95),
      p99Ms: at(99),
      maxMs: this.#histogram.maxValue / 1000,
    };
  }
}

/** Carries out an order. Rejects when a connection breaks or a call takes longer than a minute. */
export async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const request = Buffer.from(order.request, 'base64');
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => Connection.open(order.port, broken.reject)),
  );
  const tally = new Tally();
  const startedMs = performance.now();
  try {
    const run = order.ratePerSecond === null ? closedLoop : openLoop;
    await Promise.race([run(order, request, connections, tally, startedMs), broken.promise]);
    return tally.result(performance.now() - startedMs);
  } finally {
    for (const connection of connections) connection.close();
  }
}

type Run = (
  order: LoadOrder,
  request: Buffer,
  connections: readonly Connection[],
  tally: Tally,
  startedMs: number,
) => Promise<void>;

const closedLoop: Run = (order, request, connections, tally, startedMs) => {
  let started = 0;
  const loopOn = (connection: Connection): Promise<void> =>
    new Promise((resolve) => {
      const next = (): void => {
        const sentMs = performance.now();
        if (sentMs - startedMs >= order.durationMs || started >= order.callsMax) return resolve();
        started++;
        connection.send(request, (status) => {
          tally.add(performance.now() - sentMs, status);
          next();
        });
      };
      next();
    });
  return Promise.all(connections.map(loopOn)).then(() => undefined);
};

/**
 * Requests are due at fixed times; a latency counts from then on, also where the request had to wait for the timer, for
 * the requests before it or for a free connection, so that a stall of the server is not left out.
 */
const openLoop: Run = (order, request, connections, tally, startedMs) =>
  new Promise((resolve) => {
    const idle = [...connections];
    const everyMs = 1000 / (order.ratePerSecond ?? 1);
    const calls = Math.min(order.callsMax, Math.floor(order.durationMs / everyMs));
    let next = 0;
    const sendDue = (): void => {
      const nowMs = performance.now() - startedMs;
      while (next < calls && next * everyMs <= nowMs && idle.length > 0) {
        const dueMs = startedMs + next * everyMs;
        next++;
        const connection = idle.pop()!;
        connection.send(request, (status) => {
          tally.add(performance.now() - dueMs, status);
          idle.push(connection);
          if (tally.calls === calls) return finish();
          if (idle.length === 1) sendDue();
        });
      }
    };
    const timer = setInterval(sendDue, 1);
    const finish = (): void => {
      clearInterval(timer);
      resolve();
    };
    sendDue();
  });
