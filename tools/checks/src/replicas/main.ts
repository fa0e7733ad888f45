import { progress, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { closeConnections } from './http.js';
import { parseOptions, USAGE, type Options } from './options.js';
import { run } from './run.js';
import { System } from './system.js';
import { Tally } from './tally.js';
import { Upstream } from './upstream.js';

/** Gives whether nothing was lost or mixed up that a kill does not explain. */
async function check(options: Options, place: Workplace, { lines, figures }: Findings): Promise<boolean> {
  const tally = new Tally();
  try {
    await runIn(options, place, tally);
  } finally {
    const { wrongSession, lostNotifications, otherFailures, failedByKill, calls, resumed, notifications, reopened } =
      tally;
    const counted = {
      calls,
      resumed,
      notifications,
      reopened,
      wrongSession,
      lostNotifications,
      failedByKill,
      otherFailures,
    };
    Object.assign(figures, { sessions: options.sessions, kills: tally.killedAtMs.length, ...counted });
    for (const [kind, { count, example }] of tally.examples) lines.push(`${kind}: ${count}, e.g. ${example}`);
    for (const [name, value] of Object.entries(figures)) lines.push(`${name}: ${String(value)}`);
  }
  const { wrongSession, lostNotifications, otherFailures, calls } = tally;
  return calls > 0 && wrongSession + lostNotifications + otherFailures === 0;
}

async function runIn(options: Options, { folder, signal }: Workplace, tally: Tally): Promise<void> {
  const upstream = await Upstream.start();
  try {
    progress('starting three gateways');
    const system = await System.start(folder, upstream);
    try {
      await Promise.race([run(system, upstream, options, tally), abortion(signal)]);
    } finally {
      await closeConnections();
      await system.stop();
    }
  } finally {
    await upstream.stop();
  }
}

/** Rejects when it comes to that: what is under way ends with the gateways. */
const abortion = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

await runJudged({ name: 'replicas', usage: USAGE, parse: parseOptions, run: check });
