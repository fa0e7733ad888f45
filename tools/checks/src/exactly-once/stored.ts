const TIMEOUT_MS = 60_000;

/** The rows of one kind: request id to how many there are and what they cost in micro-USD. */
export type StoredCalls = ReadonlyMap<string, { rows: number; costMicroUsd: number }>;

/** What ClickHouse has of an organisation, asked there and not through our APIs. */
export class Stored {
  readonly #url: URL;
  readonly #authorization: string;

  constructor(
    clickhouseUrl: string,
    private readonly orgId: string,
  ) {
    const { username, password, origin, pathname } = new URL(clickhouseUrl);
    this.#url = new URL(`${origin}/?database=${pathname.slice(1)}`);
    this.#authorization = `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`;
  }

  /** Root spans, one for each call. */
  calls(): Promise<StoredCalls> {
    return this.#byRequest("spans WHERE kind = 'call'");
  }

  costs(): Promise<StoredCalls> {
    return this.#byRequest('cost_events WHERE 1');
  }

  /** Sums over everything of the organisation, in the tables and in what views made of them. */
  async sums(): Promise<Record<string, number>> {
    const money = (column: string) => `toInt64(sum(${column}) * 1000000)`;
    const questions = {
      spans: 'count() FROM spans',
      spansDistinct: 'uniqExact(trace_id, span_id) FROM spans',
      tracesSpans: 'sum(span_count) FROM traces',
      tracesCalls: 'sum(call_count) FROM traces',
      tracesMicroUsd: `${money('total_cost')} FROM traces`,
      hourlyCalls: 'sum(call_count) FROM cost_hourly',
      hourlyMicroUsd: `${money('total_cost')} FROM cost_hourly`,
      dailyCalls: 'sum(call_count) FROM cost_daily',
      dailyMicroUsd: `${money('total_cost')} FROM cost_daily`,
    };
    const sums: Record<string, number> = {};
    for (const [name, question] of Object.entries(questions)) {
      const [row] = await this.#ask(`SELECT ${question} WHERE org_id = '${this.orgId}'`);
      sums[name] = Number(row![0]);
    }
    return sums;
  }

  async #byRequest(table: string): Promise<StoredCalls> {
    const rows = await this.#ask(
      `SELECT request_id, count(), toInt64(sum(cost) * 1000000) FROM ${table} AND org_id = '${this.orgId}' GROUP BY request_id`,
    );
    return new Map(rows.map(([id, count, cost]) => [id!, { rows: Number(count), costMicroUsd: Number(cost) }]));
  }

  async #ask(sql: string): Promise<string[][]> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: this.#authorization },
      body: `${sql} FORMAT TabSeparated`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`ClickHouse answered ${response.status} ${text.slice(0, 300)}`);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'));
  }
}
