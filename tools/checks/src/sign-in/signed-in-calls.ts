import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Visitor } from './visitor.js';
import type { System } from './system.js';

const CALLS_A_SECOND = 50;
const PATHS = ['/v1/auth/permissions', '/v1/auth/session', '/v1/auth/keys', '/v1/members?limit=20', '/v1/teams'];

export interface CallTally {
  calls: number;
  failed: number;
  p50Ms: number;
  p99Ms: number;
}

/** Has people who are signed in call the API evenly, until `isOver`. A call that comes late by its caller counts from when it was due. */
export async function callEvenly(
  system: System,
  people: readonly Visitor[],
  isOver: () => boolean,
): Promise<CallTally> {
  const timesMs: number[] = [];
  let failed = 0;
  const waiting: Promise<void>[] = [];
  const startedAtMs = performance.now();
  for (let n = 0; !isOver(); n++) {
    const dueMs = startedAtMs + (n * 1_000) / CALLS_A_SECOND;
    await sleep(Math.max(0, dueMs - performance.now()));
    const call = answers(system, people[n % people.length]!, PATHS[n % PATHS.length]!);
    waiting.push(
      call.then((ok) => {
        timesMs.push(performance.now() - dueMs);
        if (!ok) failed++;
      }),
    );
  }
  await Promise.all(waiting);
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round((sorted[Math.floor((sorted.length - 1) * part)] ?? 0) * 10) / 10;
  return { calls: sorted.length, failed, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function answers({ authUrl, dispatcher }: System, { headers }: Visitor, path: string): Promise<boolean> {
  try {
    const answer = await request(authUrl + path, { headers, dispatcher, headersTimeout: 30_000 });
    await answer.body.dump();
    // Some of it their role does not let them see; that is an answer, too.
    return answer.statusCode === 200 || answer.statusCode === 403;
  } catch {
    return false;
  }
}
