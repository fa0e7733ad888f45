import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'hdr-histogram-js';
import { Pool } from 'undici';
import { jsonOfSize } from '../load/content.js';
import { NewTraces } from './new-traces.js';
import type { BenchStack } from '../stack/bench-stack.js';

const CALLS_PER_SECOND = 500;
/** Of so many calls one is looked for: asking for each would be more work than storing it. */
const LOOKED_FOR_ONE_IN = 50;
const ASK_EVERY_MS = 100;
const GIVE_UP_MS = 30_000;

export interface Steady {
  calls: number;
  failures: number;
  lookedFor: number;
  neverSeen: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** Makes calls at a steady rate, whatever the answers do, and measures how long after its answer a call can be read. */
export async function steadyCalls(bench: BenchStack, durationMs: number): Promise<Steady> {
  const gateway = new Pool(`http://127.0.0.1:${bench.gatewayPort}`, { connections: 128 });
  const traces = new Pool(bench.stack.urlOf('trace'), { connections: 128 });
  const seenMs = build({ lowestDiscernibleValue: 1, highestTrackableValue: GIVE_UP_MS * 2 });
  const result: Steady = { calls: 0, failures: 0, lookedFor: 0, neverSeen: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };
  const newTraces = new NewTraces(bench.rows, ASK_EVERY_MS, GIVE_UP_MS);
  const authorization = `Bearer ${bench.apiKey}`;
  const body = jsonOfSize(200, (text) => `{"tool":"lookup","arguments":{"text":${text}}}`);

  const lookFor = async (traceId: string): Promise<void> => {
    result.lookedFor++;
    const answeredMs = performance.now();
    while (performance.now() - answeredMs < GIVE_UP_MS) {
      await newTraces.next(traceId);
      const answer = await traces.request({ method: 'GET', path: `/v1/traces/${traceId}`, headers: { authorization } });
      await answer.body.dump();
      if (answer.statusCode === 200) return seenMs.recordValue(Math.round(performance.now() - answeredMs));
    }
    result.neverSeen++;
  };
  const call = async (isLookedFor: boolean): Promise<void> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await gateway.request({ method: 'POST', path: '/v1/mcp/b200/tools/call', headers, body });
    await answer.body.dump();
    if (answer.statusCode !== 200) result.failures++;
    else if (isLookedFor) await lookFor(String(answer.headers['x-trace-id']));
  };

  const pending: Promise<void>[] = [];
  const startedMs = performance.now();
  const total = Math.floor((durationMs * CALLS_PER_SECOND) / 1000);
  while (result.calls < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedMs) * CALLS_PER_SECOND) / 1000) + 1);
    while (result.calls < due) pending.push(call(result.calls++ % LOOKED_FOR_ONE_IN === 0));
    await sleep(1);
  }
  await Promise.all(pending);
  newTraces.close();
  await Promise.all([gateway.close(), traces.close()]);
  result.p50Ms = seenMs.getValueAtPercentile(50);
  result.p99Ms = seenMs.getValueAtPercentile(99);
  result.maxMs = seenMs.maxValue;
  return result;
}
