import type { CostSeriesQuery, CostSeriesResponse } from '@gatewayops/contracts';
import type { ClickHouse } from '@gatewayops/clickhouse';
import { orNull, withDollars } from './answers.js';
import { invalid } from './period.js';
import { dailySeriesQuery, hourlySeriesQuery, hourlyToolSeriesQuery, type SeriesRow } from './series-queries.js';

const DAY_MS = 86_400_000;
const INTERVALS_MS = { hour: 3_600_000, day: DAY_MS };
const HOURLY_DAYS_MAX = 31;

type Series = CostSeriesResponse['series'][number];

/** What one organisation spent, over time. */
export class CostSeries {
  constructor(
    private readonly clickhouse: ClickHouse,
    /** Longest period by the day. */
    private readonly rangeDaysMax: number,
  ) {}

  async read(orgId: string, query: CostSeriesQuery, route: string): Promise<CostSeriesResponse> {
    const { interval, by, limit } = query;
    const [fromMs, toMs] = this.rangeOf(query);
    const statement = interval === 'day' ? dailySeriesQuery : by === 'tool' ? hourlyToolSeriesQuery : hourlySeriesQuery;
    const rows = await statement.run(this.clickhouse, orgId, { by, fromMs, toMs, limit }, { route });
    const intervalMs = INTERVALS_MS[interval];
    const count = (toMs - fromMs) / intervalMs;
    return {
      from: isoTime(fromMs),
      to: isoTime(toMs),
      interval,
      by,
      total: amountsOf(rows),
      times: Array.from({ length: count }, (_, i) => isoTime(fromMs + i * intervalMs)),
      series: [...Map.groupBy(rows, keyOf).values()].map((ofGroup) => seriesOf(ofGroup, by)).toSorted(inOrder),
    };
  }

  /** Whole intervals. */
  private rangeOf({ from, to, interval }: CostSeriesQuery): [fromMs: number, toMs: number] {
    const intervalMs = INTERVALS_MS[interval];
    const fromMs = Math.floor(Date.parse(from) / intervalMs) * intervalMs;
    const toMs = Math.ceil(Date.parse(to) / intervalMs) * intervalMs;
    if (Date.parse(to) <= Date.parse(from)) throw invalid('to', 'must be after from');
    const daysMax = interval === 'hour' ? Math.min(HOURLY_DAYS_MAX, this.rangeDaysMax) : this.rangeDaysMax;
    if (toMs - fromMs > daysMax * DAY_MS) throw invalid('to', `must be within ${daysMax} days of from`);
    return [fromMs, toMs];
  }
}

const keyOf = ({ group, server_of_tool, is_other }: SeriesRow): string =>
  JSON.stringify([is_other, server_of_tool, group]);

function seriesOf(rows: SeriesRow[], by: CostSeriesQuery['by']): Series {
  const [{ group, server_of_tool, is_other }] = rows as [SeriesRow];
  return {
    group: orNull(group),
    mcp_server: by === 'tool' ? orNull(server_of_tool) : null,
    is_other: is_other === 1,
    ...amountsOf(rows),
    points: rows.map(({ time_ms, cost_micro_usd, calls }) => ({
      time: isoTime(time_ms),
      ...withDollars({ cost_micro_usd, calls }),
    })),
  };
}

const amountsOf = (rows: readonly SeriesRow[]) =>
  withDollars({
    cost_micro_usd: rows.reduce((sum, row) => sum + row.cost_micro_usd, 0),
    calls: rows.reduce((sum, row) => sum + row.calls, 0),
  });

/** The rest last, others as they were chosen: by cost, then by calls, then by name. */
const inOrder = (a: Series, b: Series): number =>
  Number(a.is_other) - Number(b.is_other) ||
  b.cost_micro_usd - a.cost_micro_usd ||
  b.calls - a.calls ||
  ((a.group ?? '') < (b.group ?? '') ? -1 : 1);

const isoTime = (ms: number): string => new Date(ms).toISOString();
