import { homedir } from 'node:os';
import { join } from 'node:path';
import { runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { parseOptions, USAGE, type Options } from './options.js';
import { runPart, type PartResult } from './run-part.js';

/** Gives whether everything was counted once. */
async function run(options: Options, { folder, signal }: Workplace, { lines, figures }: Findings): Promise<boolean> {
  const cacheDir = join(homedir(), '.cache', 'gatewayops');
  process.stdout.write(`seed ${options.seed}\n`);
  const parts: PartResult[] = [];
  Object.assign(figures, { seed: options.seed, parts });
  for (const delivery of options.parts) {
    const result = await runPart(delivery, options, { folder, cacheDir, signal });
    parts.push(result);
    lines.push(...linesOf(result));
  }
  return parts.every(({ ok }) => ok);
}

function linesOf({ delivery, answered, calls, costs, alerts, money, faults, problems }: PartResult): string[] {
  return [
    `${delivery}: ${answered.results} calls answered with a result, ${answered.errors + answered.refusals} with an error, ${answered.broken} broken off`,
    `  rows: ${calls.rows} calls, ${costs.rows} costs, ${alerts.rows} alert counts that tell of ${alerts.calls} calls`,
    `  ids missing: ${calls.missing} calls, ${costs.missing} costs`,
    `  ids doubled: ${calls.doubled} calls, ${costs.doubled} costs`,
    `  ids unknown: ${calls.unknown} calls, ${costs.unknown} costs`,
    `  money: ${money.answeredMicroUsd} micro-USD answered, ${money.storedMicroUsd} stored for them, ${money.storedInAllMicroUsd} in all`,
    ...Object.entries(faults).map(([name, { hit, repeated }]) => `  ${name}: ${hit} (repeated ${repeated})`),
    ...problems.map((problem) => `  PROBLEM ${problem}`),
  ];
}

await runJudged({ name: 'exactly-once', usage: USAGE, parse: parseOptions, run });
