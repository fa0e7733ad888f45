import { parseArgs } from 'node:util';
import { LEG_NAMES } from './legs.js';

export const USAGE = `Usage: npm run check:fidelity -- [options]

Sends odd but valid messages through every front and leg of a gateway of its own, both ways, and compares what arrives with
what was sent, in bytes wherever nothing has to be rewritten. Prints identical/total for each.

Options
  --quick      without what is large, and one way to each kind of server
  --leg NAME   that leg alone, such as http-modern or stdio-legacy
  --help       this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

export interface Options {
  readonly isQuick: boolean;
  /** Null for all. */
  readonly leg: string | null;
}

/** Null where help is asked for. @throws Error in words for who typed it */
export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      leg: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.leg !== undefined && !LEG_NAMES.includes(values.leg))
    throw new Error(`--leg is ${LEG_NAMES.join(' | ')}.`);
  return values.help ? null : { isQuick: values.quick, leg: values.leg ?? null };
}
