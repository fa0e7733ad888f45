import { z } from 'zod';
import { SpanStatusFilter } from '../events/call-traced.js';
import { Timestamp } from './fields.js';
import { callFilters, DurationMsMin } from './trace.js';

const Instant = z.iso.datetime({ offset: true });

/** Each call is judged by itself here, not by the trace that it belongs to. */
const statisticsFilters = {
  from: Instant.describe('Calls that started at or after this'),
  to: Instant.describe('… and before this; at most 90 days later'),
  status: SpanStatusFilter.optional().describe('How the call ended; `failed` is an error or a timeout'),
  ...callFilters,
  min_duration_ms: DurationMsMin.optional(),
};

/** Width of a point, UTC. */
export const StatisticsInterval = z.enum(['minute', 'five_minutes', 'hour', 'day']);
export type StatisticsInterval = z.infer<typeof StatisticsInterval>;

/** Query of `GET /v1/traces/statistics`. */
export const TraceStatisticsQuery = z.object({
  ...statisticsFilters,
  interval: StatisticsInterval.optional().describe(
    'At most 1,500 points; without it, one that makes 10 to 300 of them',
  ),
});
export type TraceStatisticsQuery = z.infer<typeof TraceStatisticsQuery>;

export const StatisticsGrouping = z.enum(['server', 'tool', 'team', 'user', 'key']);
export type StatisticsGrouping = z.infer<typeof StatisticsGrouping>;

/** Query of `GET /v1/traces/statistics/groups`. */
export const TraceGroupsQuery = z.object({
  ...statisticsFilters,
  by: StatisticsGrouping,
  order: z.enum(['calls', 'errors', 'p95', 'cost']).default('calls').describe('Highest first'),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type TraceGroupsQuery = z.infer<typeof TraceGroupsQuery>;

/** What both queries are narrowed by. */
export type StatisticsFilters = Omit<TraceStatisticsQuery, 'interval'>;

const Milliseconds = z.number().min(0).nullable().describe('Milliseconds to the microsecond; null without calls');

const figures = {
  calls: z.number().int().min(0),
  errors: z.number().int().min(0).describe('Calls that failed, timeouts left out'),
  timeouts: z.number().int().min(0).describe('Calls that timed out'),
  p50_ms: Milliseconds,
  p95_ms: Milliseconds,
  p99_ms: Milliseconds,
  cost: z.number().min(0).describe('US dollars'),
  cost_micro_usd: z.number().int().min(0).describe('Millionths of a US dollar: exact, for arithmetic'),
};

export const TraceStatistics = z
  .object({
    from: Timestamp,
    to: Timestamp,
    interval: StatisticsInterval,
    totals: z.object(figures),
    previous: z
      .object({ from: Timestamp, to: Timestamp, ...figures })
      .nullable()
      .describe(
        'The same for as long a time before; to the hour where its calls are gone and only counted; null where they are not even that',
      ),
    points: z
      .array(z.object({ time: Timestamp.describe('Begin of the interval'), ...figures }))
      .describe('In order, without a gap; the first and the last hold what of them is in the period'),
    kept_since: Timestamp.describe(
      'Calls that started before this are not counted: 400 days ago, or 30 where a filter needs the calls themselves',
    ),
  })
  .meta({ id: 'TraceStatistics' });
export type TraceStatistics = z.infer<typeof TraceStatistics>;

export const TraceGroups = z
  .object({
    from: Timestamp,
    to: Timestamp,
    by: StatisticsGrouping,
    items: z.array(
      z.object({
        group: z
          .string()
          .nullable()
          .describe('Name of the server or tool, id of the team, user or key; null: calls that have none'),
        mcp_server: z.string().nullable().describe('Server of the tool; null in other groupings'),
        ...figures,
      }),
    ),
    has_more: z.boolean().describe('Whether there are more groups than `limit`'),
    kept_since: Timestamp.describe('Calls that started before this are no longer kept, nor counted'),
  })
  .meta({ id: 'TraceGroups' });
export type TraceGroups = z.infer<typeof TraceGroups>;
