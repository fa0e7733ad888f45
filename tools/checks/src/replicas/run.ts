import { progress } from '@gatewayops/tool-launcher';
import { setTimeout as delay } from 'node:timers/promises';
import type { Target } from './http.js';
import { LegacyClient } from './legacy-client.js';
import { ModernClient } from './modern-client.js';
import type { Options } from './options.js';
import { GATEWAYS, type ServerName, type System } from './system.js';
import { CallFailure, type Tally } from './tally.js';
import type { Upstream } from './upstream.js';

const KILL_EVERY_MS = 5_000;
const CALL_PAUSE_MS = 1_500;
/** For what was told before the end to arrive. */
const SETTLE_MS = 6_000;
const OPENING_AT_ONCE = 20;

type Client = LegacyClient | ModernClient;

/** Lets all sessions work while gateways are killed, and counts. */
export async function run(system: System, upstream: Upstream, options: Options, tally: Tally): Promise<void> {
  const abort = new AbortController();
  const targetOf = (server: ServerName): Target => ({ url: system.urlOf(server), apiKey: system.apiKey, signal: abort.signal }); // prettier-ignore
  const clients: Client[] = [];
  const stdio: LegacyClient[] = [];
  for (let n = 0; n < options.sessions; n++) {
    clients.push(new LegacyClient(targetOf('http'), `legacy-${n}`, tally));
    clients.push(new ModernClient(targetOf('http'), `modern-${n}`, tally));
  }
  for (let n = 0; n < options.bridgedClients; n++)
    clients.push(new ModernClient(targetOf('old'), `bridged-${n}`, tally, true));
  for (let n = 0; n < options.stdioSessions; n++) stdio.push(new LegacyClient(targetOf('stdio'), `stdio-${n}`, tally));
  const counter = new ModernClient(targetOf('stdio'), 'counter', tally);
  progress(`opening ${clients.length + stdio.length} sessions`);
  const all = [...clients, ...stdio];
  for (let n = 0; n < all.length; n += OPENING_AT_ONCE) await Promise.all(all.slice(n, n + OPENING_AT_ONCE).map((client) => client.open())); // prettier-ignore
  progress('working');
  const endsAtMs = performance.now() + options.seconds * 1_000;
  const working = [
    ...all.map((client) => keepWorking(client, endsAtMs, tally)),
    keepCounting(counter, endsAtMs, tally),
  ];
  await killInTurn(system, endsAtMs, tally);
  await Promise.all(working);
  upstream.hush();
  progress('letting what was told arrive');
  await delay(SETTLE_MS);
  judgeHeard(clients, stdio, upstream, tally);
  await Promise.all(all.map((client) => client.close()));
  abort.abort();
}

async function keepWorking(client: Client, endsAtMs: number, tally: Tally): Promise<void> {
  await delay(Math.random() * CALL_PAUSE_MS);
  while (performance.now() < endsAtMs) {
    await attempt(client.tag.replace(/-\d+$/, ''), tally, () => client.work());
    await delay(CALL_PAUSE_MS * (0.5 + Math.random()));
  }
}

/** A server that is a process is one over all gateways: its count rises, and a process that was replaced is not heard of again. */
async function keepCounting(counter: ModernClient, endsAtMs: number, tally: Tally): Promise<void> {
  const processes: string[] = [];
  let last = 0;
  while (performance.now() < endsAtMs) {
    await attempt('counter', tally, async () => {
      const [process = '', count = ''] = (await counter.count()).split(' ');
      if (processes.at(-1) !== process) {
        if (processes.includes(process))
          tally.wrong(`the process ${process} answered after another one had taken over`);
        processes.push(process);
        last = 0;
      }
      if (Number(count) <= last) tally.wrong(`the process ${process} counted ${count} after ${last}`);
      last = Number(count);
    });
    await delay(50);
  }
  tally.note('processes of the shared server', processes.join(' '));
}

async function attempt(kind: string, tally: Tally, work: () => Promise<void>): Promise<void> {
  const startedAtMs = performance.now();
  try {
    await work();
    tally.calls++;
  } catch (error) {
    const failure = error instanceof CallFailure ? error : new CallFailure(String((error as Error).stack), false);
    tally.failed(kind, failure, startedAtMs);
  }
}

async function killInTurn(system: System, endsAtMs: number, tally: Tally): Promise<void> {
  for (let n = 0; performance.now() + KILL_EVERY_MS < endsAtMs; n++) {
    const nextAtMs = performance.now() + KILL_EVERY_MS;
    await delay(KILL_EVERY_MS / 2);
    const name = GATEWAYS[n % GATEWAYS.length]!;
    tally.killedAtMs.push(performance.now());
    await system.kill(name);
    await system.restart(name);
    progress(`${name} was killed and is back; ${tally.calls} calls`);
    await delay(Math.max(0, nextAtMs - performance.now()));
  }
}

/** What each server told, against what its client heard. */
function judgeHeard(clients: readonly Client[], stdio: readonly LegacyClient[], upstream: Upstream, tally: Tally): void {
  for (const client of clients) {
    if (!(client instanceof LegacyClient)) continue;
    for (const [source, numbers] of client.heard) {
      const told = upstream.sessions.get(source)?.told ?? 0;
      if (numbers.size < told) {
        const first = Array.from({ length: told }, (_, n) => n + 1).find((n) => !numbers.has(n));
        tally.lost(told - numbers.size, `${client.tag} heard ${numbers.size} of ${told}, not the ${first}th`);
      }
    }
    if (client.heard.size !== 1) tally.other('session', `${client.tag} heard from ${client.heard.size} sessions of its server`);
  }
  for (const { tag, heard } of stdio) {
    // A process that died with its gateway cannot say what it told last: what was heard of it must be without a gap.
    for (const [source, numbers] of heard) {
      const last = Math.max(...numbers);
      if (numbers.size < last) tally.lost(last - numbers.size, `${tag} heard ${numbers.size} of ${last} of the process ${source}`);
    }
    if (heard.size === 0) tally.lost(1, `${tag} heard nothing`);
    tally.note('processes of a stdio session', `${tag}: ${[...heard].map(([source, numbers]) => `${source} ${numbers.size}`).join(', ')}`);
  }
} // prettier-ignore
