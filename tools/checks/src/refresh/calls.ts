import { Agent, fetch } from 'undici';
import { z } from 'zod';
import type { Connected } from './system.js';

const agent = new Agent({ connections: null, headersTimeout: 60_000 });
const ErrorAnswer = z.object({ error: z.object({ code: z.string() }) });

export interface CallTally {
  answered: number;
  /** The person was told to connect again. */
  asked: number;
  /** Sent once more to another gateway by their client: the one that had them was killed. */
  resent: number;
  failed: number;
  slowestMs: number;
  example: string | null;
}

/** Makes so many calls at once, evenly over the gateways. */
export async function callAtOnce(count: number, gateways: readonly string[], connected: Connected): Promise<CallTally> {
  const tally: CallTally = { answered: 0, asked: 0, resent: 0, failed: 0, slowestMs: 0, example: null };
  await Promise.all(Array.from({ length: count }, (_, n) => callOne(n, gateways, connected, tally)));
  return tally;
}

async function callOne(n: number, gateways: readonly string[], connected: Connected, tally: CallTally): Promise<void> {
  const startedAtMs = performance.now();
  for (let tries = 0; tries < gateways.length; tries++) {
    const gateway = gateways[(n + tries) % gateways.length]!;
    const outcome = await send(gateway, connected);
    if (outcome === 'cut off') {
      tally.resent++;
      continue;
    }
    tally.slowestMs = Math.max(tally.slowestMs, Math.round(performance.now() - startedAtMs));
    if (outcome === 'answered') tally.answered++;
    else if (outcome === 'connection_required') tally.asked++;
    else {
      tally.example ??= outcome;
      break;
    }
    return;
  }
  tally.failed++;
}

/** What came back: `answered`, `cut off`, or the code of the error. */
async function send(gateway: string, { serverName, apiKey }: Connected): Promise<string> {
  try {
    const answer = await fetch(`${gateway}/v1/mcp/${serverName}/tools/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tool: 'add', arguments: { a: 1, b: 2 } }),
      dispatcher: agent,
    });
    const json: unknown = await answer.json();
    return answer.ok ? 'answered' : ErrorAnswer.parse(json).error.code;
  } catch {
    return 'cut off';
  }
}

export const closeConnections = (): Promise<void> => agent.destroy();
