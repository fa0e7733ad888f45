import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run check:exactly-once -- [options]

Makes calls through the whole stack while its processes are killed and its connections cut, and compares what was
answered with what is in the stores.

Options
  --quick        2,000 calls a part instead of 20,000, and fewer faults
  --calls N      that many calls a part
  --seed N       the times and kinds of faults of an earlier run
  --only PART    async | strict
  --help         this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

export type Delivery = 'async' | 'strict';

export interface Options {
  calls: number;
  isQuick: boolean;
  seed: number;
  parts: readonly Delivery[];
}

/** Null where help is asked for. @throws Error in words for who typed it */
export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      calls: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const { only } = values;
  if (only !== undefined && only !== 'async' && only !== 'strict') throw new Error('--only is async or strict.');
  return {
    calls: wholeNumber('--calls', values.calls) ?? (values.quick ? 2_000 : 20_000),
    isQuick: values.quick,
    seed: wholeNumber('--seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31),
    parts: only === undefined ? ['async', 'strict'] : [only],
  };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is a whole number above 0.`);
  return value;
}
