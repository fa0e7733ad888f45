import { type Client, type FrontName } from './client/client.js';
import { LegacyClient } from './client/legacy-client.js';
import { ModernClient } from './client/modern-client.js';
import { RestClient } from './client/rest-client.js';
import { compare, compareGreetings, type Verdict } from './compare.js';
import { isConversation, type Case } from './corpus/case.js';
import type { Leg } from './legs.js';
import { progress } from './progress.js';

export interface Row {
  readonly front: FrontName;
  readonly leg: string;
  readonly endpoint: Endpoint;
  identical: number;
  total: number;
  readonly differences: { name: string; part: string; what: string }[];
}

/** `server`: `/v1/mcp/{server}`. */
export type Endpoint = 'server';

export interface Way {
  readonly front: FrontName;
  readonly leg: Leg;
  readonly endpoint: Endpoint;
}

/** A way on which this many calls were lost leads nowhere: each of them took its time. */
const LOST_MAX = 10;
const FRONTS: readonly FrontName[] = ['rest', 'legacy', 'modern'];

export const waysTo = (legs: readonly Leg[]): Way[] =>
  legs.flatMap((leg) => FRONTS.map((front) => ({ front, leg, endpoint: 'server' as const })));

/** Each case each way; to one server one at a time: what arrives is then what that one sent. */
export async function tryAll(
  ways: readonly Way[],
  cases: readonly Case[],
  to: { urlOf(way: Way): string; apiKey: string; signal: AbortSignal },
): Promise<Row[]> {
  const rows = new Map<Way, Row>();
  const tryLeg = async (leg: Leg): Promise<void> => {
    for (const way of ways.filter((each) => each.leg === leg)) {
      const row = { front: way.front, leg: leg.name, endpoint: way.endpoint, identical: 0, total: 0, differences: [] };
      rows.set(way, row);
      await tryWay(way, cases, clientOf(way, { url: to.urlOf(way), apiKey: to.apiKey }), row, to.signal);
      progress(`${row.endpoint} ${row.front} ${row.leg}: ${row.identical}/${row.total} identical`);
    }
  };
  await Promise.all([...new Set(ways.map(({ leg }) => leg))].map(tryLeg));
  return ways.flatMap((way) => rows.get(way) ?? []);
}

function clientOf(way: Way, address: { url: string; apiKey: string }): Client {
  if (way.front === 'rest') return new RestClient(address);
  return way.front === 'legacy' ? new LegacyClient(address, speaks(way)) : new ModernClient(address, speaks(way));
}

/** Whether client and server speak with each other as if alone. */
const speaks = ({ front, leg }: Way): boolean => leg.isAlone && front === leg.era;

async function tryWay(way: Way, cases: readonly Case[], client: Client, row: Row, signal: AbortSignal): Promise<void> {
  try {
    const greeting = await client.open();
    const heard = way.leg.echo.greeting;
    if (greeting && heard) count(row, 'the handshake', [compareGreetings(way.leg, greeting, heard)]);
    for (const one of cases) {
      signal.throwIfAborted();
      if (client.takes(one) && (speaks(way) || !isConversation(one))) await tryOne(one, client, way, row);
      if (row.differences.filter(({ part }) => part === 'call').length >= LOST_MAX) throw new Error('given up');
    }
    await client.close();
  } catch (error) {
    signal.throwIfAborted();
    row.total++;
    row.differences.push({ name: 'the connection', part: 'call', what: String(error) });
  }
}

async function tryOne(one: Case, client: Client, { front, leg }: Way, row: Row): Promise<void> {
  const { echo } = leg;
  echo.play(one);
  try {
    const exchanged = await client.send(one);
    if (!echo.heard) throw new Error(`It did not reach the server: ${exchanged.status} ${exchanged.response.slice(0, 300)}`);
    count(row, one.name, compare({ front, leg, client: exchanged, server: echo.heard }));
  } catch (error) {
    row.total++;
    row.differences.push({ name: one.name, part: 'call', what: error instanceof Error ? error.message : String(error) });
  }
} // prettier-ignore

function count(row: Row, name: string, verdicts: readonly Verdict[]): void {
  for (const { part, difference } of verdicts) {
    row.total++;
    if (difference === null) row.identical++;
    else row.differences.push({ name, part, what: difference });
  }
}
