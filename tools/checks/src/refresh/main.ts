import { progress, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { parseArgs } from 'node:util';
import { closeConnections } from './calls.js';
import { runScenario } from './run-scenario.js';
import { SCENARIOS } from './scenarios.js';
import { System } from './system.js';

const USAGE = `Usage: npm run check:refresh -- [options]

Has 100 calls of one person find their token ended at once, over three gateways and two auth services, before a certified
authorization server that gives a new refresh token with each renewal and revokes all where an old one comes again. One renewal
may reach it and no call may fail; then the same while replicas are killed. Where the answer of a renewal is lost with the replica
that asked, nothing may be asked twice, and each call has to tell the person to connect again.

Options
  --calls N      instead of 100
  --quick        without the kills that wait for a lock to end
  --help         this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

interface Options {
  calls: number;
  quick: boolean;
}

function parse(args: readonly string[]): Options | null {
  const options = { calls: { type: 'string' }, quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return null;
  const calls = Number(values.calls ?? 100);
  if (!Number.isInteger(calls) || calls < 1) throw new Error('--calls is a whole number above 0.');
  return { calls, quick: values.quick ?? false };
} // prettier-ignore

async function check({ calls, quick }: Options, { folder }: Workplace, { lines, figures }: Findings): Promise<boolean> {
  progress('starting three gateways and two auth services');
  const system = await System.start(folder);
  let allOk = true;
  try {
    for (const scenario of SCENARIOS) {
      if (quick && scenario.kill?.part === 'auth') continue;
      const { ok, ...found } = await runScenario(scenario, system, calls);
      allOk &&= ok;
      figures[scenario.name] = { ok, ...found };
      const numbers = Object.entries(found).map(([name, value]) => `${name} ${value}`);
      lines.push(`${ok ? 'ok    ' : 'FAILED'} ${scenario.name}: ${numbers.join(', ')}`);
      progress(lines.at(-1)!);
    }
  } finally {
    await closeConnections();
    await system.stop();
  }
  return allOk;
}

await runJudged({ name: 'refresh', usage: USAGE, parse, run: check });
