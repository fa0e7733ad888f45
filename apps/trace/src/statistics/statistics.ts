import { GatewayOpsError, type StatisticsFilters, type StatisticsInterval, type TraceGroups, type TraceGroupsQuery, type TraceStatistics, type TraceStatisticsQuery } from '@gatewayops/contracts'; // prettier-ignore
import type { ClickHouse } from '@gatewayops/clickhouse';
import { formatMicroUsd } from '@gatewayops/domain';
import { groupsQuery, hourlyPointsQuery, hourlyTotalsQuery, pointsQuery, totalsQuery, type CallFilters, type Figures } from './statistics-queries.js'; // prettier-ignore

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const RANGE_MS_MAX = 90 * DAY_MS;
/** How long spans are kept: the TTL of their table. */
const KEPT_MS = 30 * DAY_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** How long counts by the hour are kept: the TTL of theirs. */
const HOURS_KEPT_MS = 400 * DAY_MS;
const POINTS_MAX = 1_500;
/** Above this many points the next wider interval is taken where none was asked for. */
const POINTS_WANTED_MAX = 300;

const INTERVALS_MS: Record<StatisticsInterval, number> = {
  minute: MINUTE_MS,
  five_minutes: 5 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: DAY_MS,
};

const NONE: Figures = { calls: 0, errors: 0, timeouts: 0, durations_us: [0, 0, 0], cost_micro_usd: 0 };

/**
 * Counts one organisation's calls: over the spans that are kept, and, where a period goes back beyond them and its filters
 * allow it, over what was counted by the hour.
 */
export class Statistics {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly now: () => number = Date.now,
  ) {}

  /** Figures by interval, of the whole, and of as long a time before. */
  async read(orgId: string, query: TraceStatisticsQuery, route: string): Promise<TraceStatistics> {
    const filters = filtersOf(query);
    const { fromMs, toMs } = filters;
    const beforeMs = fromMs - (toMs - fromMs);
    const hoursServe = isCountedByHour(filters);
    const keptSinceMs = this.now() - (hoursServe ? HOURS_KEPT_MS : KEPT_MS);
    const spansSinceMs = this.now() - KEPT_MS;
    const pointsOfHours = hoursServe && fromMs < spansSinceMs;
    const interval = intervalOf(query.interval, toMs - fromMs, pointsOfHours ? HOUR_MS : MINUTE_MS);
    const [points, totals] = await Promise.all([
      pointsOfHours && INTERVALS_MS[interval] >= HOUR_MS
        ? this.hourlyPoints(orgId, filters, interval, route)
        : pointsQuery.run(this.clickhouse, orgId, { ...filters, intervalMs: INTERVALS_MS[interval] }, { route }),
      this.totals(orgId, filters, beforeMs, hoursServe && beforeMs < spansSinceMs, route),
    ]);
    const totalsWhere = (isLater: number) => figures(totals.find(({ is_later }) => is_later === isLater) ?? NONE);
    const found = new Map(points.map((point) => [point.time_ms, point]));
    return {
      from: isoTime(fromMs),
      to: isoTime(toMs),
      interval,
      totals: totalsWhere(1),
      previous: beforeMs < keptSinceMs ? null : { from: isoTime(beforeMs), to: isoTime(fromMs), ...totalsWhere(0) },
      points: timesOf(fromMs, toMs, INTERVALS_MS[interval]).map((ms) => ({
        time: isoTime(ms),
        ...figures(found.get(ms) ?? NONE),
      })),
      kept_since: isoTime(keptSinceMs),
    };
  }

  /** Of both periods; the later one over its spans as far as they are all kept. */
  private async totals(orgId: string, filters: CallFilters, beforeMs: number, byHour: boolean, route: string) {
    const { fromMs } = filters;
    const over = { ...filters, fromMs: beforeMs, middleMs: fromMs };
    if (!byHour) return totalsQuery.run(this.clickhouse, orgId, over, { route });
    const hours = await hourlyTotalsQuery.run(this.clickhouse, orgId, { ...over, fromMs: hourOf(beforeMs), middleMs: hourOf(fromMs) }, { route }); // prettier-ignore
    if (fromMs < this.now() - KEPT_MS) return hours;
    const exact = await totalsQuery.run(this.clickhouse, orgId, { ...filters, middleMs: fromMs }, { route });
    return [...hours.filter(({ is_later }) => is_later === 0), ...exact];
  }

  private hourlyPoints(orgId: string, filters: CallFilters, interval: StatisticsInterval, route: string) {
    const intervalMs = INTERVALS_MS[interval];
    const over = { ...filters, fromMs: hourOf(filters.fromMs), intervalMs };
    return hourlyPointsQuery.run(this.clickhouse, orgId, over, { route });
  }

  /** The groups with the most calls, errors, latency or cost. */
  async groups(orgId: string, query: TraceGroupsQuery, route: string): Promise<TraceGroups> {
    const { by, order, limit } = query;
    const filters = filtersOf(query);
    const rows = await groupsQuery.run(this.clickhouse, orgId, { ...filters, by, order, limit: limit + 1 }, { route });
    return {
      from: isoTime(filters.fromMs),
      to: isoTime(filters.toMs),
      by,
      items: rows.slice(0, limit).map(({ group, server_of_tool, ...row }) => ({
        group: group === '' ? null : group,
        mcp_server: by === 'tool' ? server_of_tool : null,
        ...figures(row),
      })),
      has_more: rows.length > limit,
      kept_since: isoTime(this.now() - KEPT_MS),
    };
  }
}

function figures({ calls, errors, timeouts, durations_us, cost_micro_usd }: Figures): TraceStatistics['totals'] {
  const milliseconds = (us: number) => (calls === 0 ? null : us / 1_000);
  const [p50, p95, p99] = durations_us;
  return {
    calls,
    errors,
    timeouts,
    p50_ms: milliseconds(p50),
    p95_ms: milliseconds(p95),
    p99_ms: milliseconds(p99),
    cost: Number(formatMicroUsd(cost_micro_usd)),
    cost_micro_usd,
  };
}

const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** Whether counts by the hour can say it: they know no texts, no outcomes of single calls, and no URIs of resources. */
const isCountedByHour = ({ status, q, durationMsMin, tool }: CallFilters): boolean =>
  status === '' && q === '' && durationMsMin === 0 && !tool.includes('://');

/** The begins of all intervals that have a part in [fromMs, toMs). */
function timesOf(fromMs: number, toMs: number, intervalMs: number): number[] {
  const firstMs = Math.floor(fromMs / intervalMs) * intervalMs;
  return Array.from({ length: Math.ceil((toMs - firstMs) / intervalMs) }, (_, i) => firstMs + i * intervalMs);
}

/** What was asked for, else the narrowest one from `atLeastMs` on that does not make too many points. */
function intervalOf(asked: StatisticsInterval | undefined, rangeMs: number, atLeastMs: number): StatisticsInterval {
  const names = Object.keys(INTERVALS_MS) as StatisticsInterval[];
  const fits = (ms: number) => ms >= atLeastMs && rangeMs / ms <= POINTS_WANTED_MAX;
  const interval = asked ?? names.find((name) => fits(INTERVALS_MS[name])) ?? 'day';
  if (rangeMs / INTERVALS_MS[interval] > POINTS_MAX) {
    throw invalid('interval', `makes more than ${POINTS_MAX} points of this period`);
  }
  return interval;
}

function filtersOf(query: StatisticsFilters): CallFilters {
  const fromMs = Date.parse(query.from);
  const toMs = Date.parse(query.to);
  if (toMs <= fromMs) throw invalid('to', 'must be after from');
  if (toMs - fromMs > RANGE_MS_MAX) throw invalid('to', 'must be within 90 days of from');
  return {
    fromMs,
    toMs,
    status: query.status ?? '',
    userId: query.user_id ?? '',
    teamId: query.team_id ?? '',
    keyId: query.key_id ?? '',
    mcpServer: query.mcp_server ?? '',
    tool: query.tool ?? '',
    environment: query.environment ?? '',
    agentName: query.agent_name ?? '',
    q: query.q ?? '',
    durationMsMin: query.min_duration_ms ?? 0,
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

const invalid = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });
