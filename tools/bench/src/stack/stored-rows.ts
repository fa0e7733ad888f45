import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 30_000;
const STALL_MS = 20_000;

export interface RowCounts {
  /** Root spans, one a call. */
  calls: number;
  spans: number;
  costs: number;
  costMicroUsd: number;
}

/** What of an organisation is in ClickHouse, asked there and not through our APIs. */
export class StoredRows {
  readonly #url: URL;
  readonly #authorization: string;
  readonly #orgId: string;

  constructor(clickhouseUrl: string, orgId: string) {
    const { username, password, origin, pathname } = new URL(clickhouseUrl);
    this.#url = new URL(`${origin}/?database=${pathname.slice(1)}`);
    this.#authorization = `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`;
    this.#orgId = orgId;
  }

  async count(): Promise<RowCounts> {
    const [spans, costs] = await Promise.all([
      this.#ask(`SELECT countIf(kind = 'call'), count() FROM spans WHERE org_id = '${this.#orgId}'`),
      this.#ask(`SELECT count(), toInt64(sum(cost) * 1000000) FROM cost_events WHERE org_id = '${this.#orgId}'`),
    ]);
    return { calls: spans[0]!, spans: spans[1]!, costs: costs[0]!, costMicroUsd: costs[1]! };
  }

  /** Waits until as many calls and costs are there, or nothing more has come for a while; gives what is there then. */
  async reach(calls: number, stallMs = STALL_MS): Promise<RowCounts> {
    let counts = await this.count();
    let changedAtMs = performance.now();
    while (counts.calls < calls || counts.costs < calls) {
      if (performance.now() - changedAtMs > stallMs) return counts;
      await sleep(200);
      const now = await this.count();
      if (now.calls !== counts.calls || now.costs !== counts.costs) changedAtMs = performance.now();
      counts = now;
    }
    return counts;
  }

  /** Those of the traces, 32 hex digits each, of which something is stored. */
  async present(traceIds: readonly string[]): Promise<string[]> {
    const list = traceIds.map((id) => `'${id}'`).join(',');
    const id = "lower(replaceAll(toString(trace_id), '-', ''))";
    const text = await this.#text(
      `SELECT DISTINCT ${id} FROM traces WHERE org_id = '${this.#orgId}' AND trace_id IN (SELECT toUUID(arrayJoin([${list}])))`,
    );
    return text
      .trim()
      .split('\n')
      .filter((line) => line !== '');
  }

  async #ask(sql: string): Promise<number[]> {
    return (await this.#text(sql)).trim().split('\t').map(Number);
  }

  async #text(sql: string): Promise<string> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: this.#authorization },
      body: `${sql} FORMAT TabSeparated`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`ClickHouse answered ${response.status} ${text.slice(0, 300)}`);
    return text;
  }
}
