import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run check:replicas -- [options]

Runs three gateways behind a balancer that chooses one at random for each request, and sessions of both eras with progress,
elicitation and subscriptions, over HTTP and stdio; every 5 s one gateway is killed and comes back. Nothing may reach
another session, no notification may be lost once its stream is resumed, and only calls under way at a kill may fail.

Options
  --quick        20 sessions of each era for 25 s instead of 200 for 60 s
  --sessions N   that many of each era
  --seconds N    for so long
  --help         this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

export interface Options {
  sessions: number;
  /** Of 2026-07-28, with a server of the older era. */
  bridgedClients: number;
  /** Each has a process of its own. */
  stdioSessions: number;
  seconds: number;
}

/** Null where help is asked for. @throws Error in words for who typed it */
export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      sessions: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const sessions = wholeNumber('--sessions', values.sessions) ?? (values.quick ? 20 : 200);
  return {
    sessions,
    bridgedClients: Math.min(20, sessions),
    stdioSessions: Math.min(8, Math.max(2, Math.round(sessions / 10))),
    seconds: wholeNumber('--seconds', values.seconds) ?? (values.quick ? 25 : 60),
  };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is a whole number above 0.`);
  return value;
}
