import { progress } from '@gatewayops/tool-launcher';
import type { Address, Client, FrontName } from './client/client.js';
import { LegacyClient } from './client/legacy-client.js';
import { ModernClient } from './client/modern-client.js';
import { RestClient } from './client/rest-client.js';
import { SseClient } from './client/sse-client.js';
import { compare, compareEntries, compareGreetings, type Verdict } from './compare.js';
import { isConversation, type Case } from './corpus/case.js';
import type { Leg } from './legs.js';
import type { Endpoint, Way } from './way.js';

export interface Row {
  readonly front: FrontName;
  readonly leg: string;
  readonly endpoint: Endpoint;
  identical: number;
  total: number;
  readonly differences: { name: string; part: string; what: string }[];
}

/** `/v1/mcp/{server}`, or `/v1/mcp` with names as they are. */

/** A way on which this many calls were lost leads nowhere: each of them took its time. */
const LOST_MAX = 10;
const FRONTS: readonly FrontName[] = ['rest', 'legacy', 'sse', 'modern'];

/** Nothing but the protocol is spoken at `/v1/mcp`. */
export const waysTo = (legs: readonly Leg[]): Way[] =>
  legs.flatMap((leg) => [
    ...FRONTS.map((front) => ({ front, leg, endpoint: 'server' as const })),
    ...FRONTS.slice(1).map((front) => ({ front, leg, endpoint: 'aggregate' as const })),
  ]);

/** Each case each way; to one server one at a time: what arrives is then what that one sent. */
export async function tryAll(
  ways: readonly Way[],
  cases: readonly Case[],
  to: { addressOf(way: Way): Address; signal: AbortSignal },
): Promise<Row[]> {
  const rows = new Map<Way, Row>();
  const tryLeg = async (leg: Leg): Promise<void> => {
    for (const way of ways.filter((each) => each.leg === leg)) {
      const row = { front: way.front, leg: leg.name, endpoint: way.endpoint, identical: 0, total: 0, differences: [] };
      rows.set(way, row);
      await tryWay(way, cases, clientOf(way, to.addressOf(way)), row, to.signal);
      progress(`${row.endpoint} ${row.front} ${row.leg}: ${row.identical}/${row.total} identical`);
    }
  };
  await Promise.all([...new Set(ways.map(({ leg }) => leg))].map(tryLeg));
  return ways.flatMap((way) => rows.get(way) ?? []);
}

function clientOf(way: Way, address: Address): Client {
  if (way.front === 'rest') return new RestClient(address);
  if (way.front === 'sse') return new SseClient(address);
  return way.front === 'legacy' ? new LegacyClient(address, speaks(way)) : new ModernClient(address, speaks(way));
}

/** Whether client and server speak with each other as if alone. */
const speaks = ({ front, leg }: Way): boolean => leg.isAlone && (front === 'sse' ? 'legacy' : front) === leg.era;

async function tryWay(way: Way, cases: readonly Case[], client: Client, row: Row, signal: AbortSignal): Promise<void> {
  try {
    const greeting = await client.open();
    const heard = way.leg.echo.greeting;
    // Of several servers the gateway itself speaks.
    if (greeting && heard && way.endpoint === 'server')
      count(row, 'the handshake', [compareGreetings(way, greeting, heard)]);
    for (const one of cases) {
      signal.throwIfAborted();
      if (isServed(one, way) && client.takes(one) && (speaks(way) || !isConversation(one)))
        await tryOne(one, client, way, row);
      if (row.differences.filter(({ part }) => part === 'call').length >= LOST_MAX) throw new Error('given up');
    }
    await client.close();
  } catch (error) {
    signal.throwIfAborted();
    row.total++;
    row.differences.push({ name: 'the connection', part: 'call', what: String(error) });
  }
}

const LISTS = new Set(['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list']);
const NAMED = new Set(['tools/call', 'resources/read', 'prompts/get', 'completion/complete']);

/** Where several servers are one, lists are the gateway's own, their entries the servers'; what names no server has none to go to. */
function isServed(one: Case, { endpoint }: Way): boolean {
  if (endpoint === 'server') return true;
  if (one.answer.includes('"taskId"')) return false;
  return NAMED.has(one.method) || (LISTS.has(one.method) && /unknown fields|no cursor/.test(one.name));
}

async function tryOne(one: Case, client: Client, way: Way, row: Row): Promise<void> {
  const { echo } = way.leg;
  echo.play(one);
  try {
    let exchanged = await client.send(one);
    // A busy machine: refused, and not changed.
    for (let n = 0; n < 2 && exchanged.status === 503 && !echo.heard; n++) exchanged = await client.send(one);
    if (way.endpoint === 'aggregate' && LISTS.has(one.method)) {
      count(row, one.name, [compareEntries(one.answer, exchanged.response)]);
      return;
    }
    if (!echo.heard) throw new Error(`It did not reach the server: ${exchanged.status} ${exchanged.response.slice(0, 300)}`);
    count(row, one.name, compare({ way, client: exchanged, server: echo.heard }));
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
