import { progress, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { CORPUS } from './corpus/corpus.js';
import { LEG_NAMES, startLegs } from './legs.js';
import { parseOptions, USAGE, type Options } from './options.js';
import { System } from './system.js';
import { tryAll, waysTo, type Row } from './try-all.js';

/** Gives whether everything arrived as it was sent. */
async function run(options: Options, place: Workplace, { lines, figures }: Findings): Promise<boolean> {
  const rows = await tryOn(options, place);
  const sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const [identical, total] = [sum((row) => row.identical), sum((row) => row.total)];
  for (const row of rows) {
    lines.push(`${row.endpoint.padEnd(10)}${row.front.padEnd(8)}${row.leg.padEnd(20)}${row.identical}/${row.total}`);
    lines.push(...row.differences.map(({ name, part, what }) => `    ${name} (${part}): ${what}`));
  }
  lines.push(`${identical}/${total} identical`);
  Object.assign(figures, { identical, total, rows });
  return total > 0 && identical === total;
}

async function tryOn({ isQuick, leg }: Options, { folder, signal }: Workplace): Promise<Row[]> {
  const legs = await startLegs(LEG_NAMES.filter((name) => (leg === null ? !isQuick || !name.endsWith('-events') : name === leg)));
  try {
    progress('starting the gateway');
    const system = await System.start(legs, folder);
    try {
      const cases = isQuick ? CORPUS.filter((one) => !one.isLarge) : CORPUS;
      return await tryAll(waysTo(legs), cases, { addressOf: (way) => system.addressOf(way), signal });
    } finally {
      progress('stopping');
      await system.stop();
    }
  } finally {
    await Promise.all(legs.map((each) => each.close()));
  }
} // prettier-ignore

await runJudged({ name: 'fidelity', usage: USAGE, parse: parseOptions, run });
