import { parseArgs } from 'node:util';
import { LEGS, REVISIONS, type Leg, type Revision } from './plan.js';

export const USAGE = `Usage: npm run conformance -- [options]

Runs the official conformance suite against our fixture, directly and through the gateway, and its half for clients
with the official clients before the gateway and the suite's servers behind it.

Options
  --quick           2025-11-25 and 2026-07-28 only, and only where no bridge between eras is needed; clients by one endpoint
  --clients         the suite's clients only, and not its half for servers
  --oauth           the authorization scenarios only: the gateway as a client, and our authorization server
  --leg NAME        one leg, and not the clients: ${LEGS.map(({ name }) => name).join(' | ')}
  --revision DATE   one revision: ${REVISIONS.join(' | ')}
  --results DIR     keeps the suite's own results there
  --help            this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

export interface Options {
  isQuick: boolean;
  /** Whether the half for servers is run, and that for clients. */
  isOfServers: boolean;
  isOfClients: boolean;
  isOfOAuth: boolean;
  legs: readonly Leg[];
  revisions: readonly Revision[];
  /** Null: a temporary folder, which goes when all is well. */
  resultsDir: string | null;
}

/** Null where help is asked for. @throws Error in words for who typed it */
export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      clients: { type: 'boolean', default: false },
      oauth: { type: 'boolean', default: false },
      leg: { type: 'string' },
      revision: { type: 'string' },
      results: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const legs = LEGS.filter(({ name }) => values.leg === undefined || name === values.leg);
  const revisions = REVISIONS.filter((revision) => values.revision === undefined || revision === values.revision);
  if (legs.length === 0) throw new Error(`--leg is one of ${LEGS.map(({ name }) => name).join(', ')}.`);
  if (revisions.length === 0) throw new Error(`--revision is one of ${REVISIONS.join(', ')}.`);
  if ([values.clients, values.oauth, values.leg !== undefined].filter(Boolean).length > 1)
    throw new Error('--clients, --oauth and --leg are parts: take one.');
  const all = !values.clients && !values.oauth;
  const isOfClients = values.leg === undefined && !values.oauth;
  const halves = { isOfServers: all, isOfClients, isOfOAuth: values.leg === undefined && !values.clients };
  return { isQuick: values.quick, ...halves, legs, revisions, resultsDir: values.results ?? null };
}
