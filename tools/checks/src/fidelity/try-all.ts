import { Client, type FrontName } from './clients.js';
import { compare } from './compare.js';
import { CORPUS, type Case } from './corpus.js';
import type { Leg } from './legs.js';

const FRONTS: readonly FrontName[] = ['rest', 'legacy', 'modern'];

export interface Row {
  readonly front: FrontName;
  readonly leg: string;
  identical: number;
  total: number;
  readonly differences: { name: string; part: string; what: string }[];
}

/** Each case through each front and leg, one at a time: what arrives is then what that one sent. */
export async function tryAll(
  legs: readonly Leg[],
  to: { urlOf(leg: Leg): string; apiKey: string },
  signal: AbortSignal,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const leg of legs) {
    for (const front of FRONTS) {
      const client = new Client(front, to.urlOf(leg), to.apiKey);
      const row: Row = { front, leg: leg.name, identical: 0, total: 0, differences: [] };
      rows.push(row);
      for (const one of CORPUS.filter((each) => client.takes(each))) {
        signal.throwIfAborted();
        await tryOne(one, client, leg, row);
      }
    }
  }
  return rows;
}

async function tryOne(one: Case, client: Client, leg: Leg, row: Row): Promise<void> {
  const { echo } = leg;
  echo.current = one;
  echo.heard = null;
  try {
    const exchanged = await client.send(one);
    // Set by the server in the meantime.
    const heard = echo.heard as Leg['echo']['heard'];
    if (!heard) throw new Error(`It did not reach the server: ${exchanged.status} ${exchanged.response.slice(0, 300)}`);
    for (const { part, difference } of compare(client.front, leg, exchanged, heard)) {
      row.total++;
      if (difference === null) row.identical++;
      else row.differences.push({ name: one.name, part, what: difference });
    }
  } catch (error) {
    row.total++;
    row.differences.push({ name: one.name, part: 'call', what: error instanceof Error ? error.message : String(error) });
  }
} // prettier-ignore
