import { CostDimension } from '@gatewayops/contracts';
import { defineQuery } from '@gatewayops/clickhouse';
import { z } from 'zod';

const Count = z.number().int().min(0);

/** Sums of one group in one interval. */
const SeriesRow = z.object({
  group: z.string(),
  server_of_tool: z.string(),
  is_other: z.number().int(),
  time_ms: z.number().int(),
  cost_micro_usd: Count,
  calls: Count,
});
export type SeriesRow = z.infer<typeof SeriesRow>;

const Parameters = z.object({
  by: CostDimension,
  fromMs: z.number().int(),
  toMs: z.number().int(),
  limit: z.number().int(),
});

/**
 * The first `limit` groups by cost, interval by interval, and all others as one. `time` is the interval of a row, `tool` its
 * tool's name, `cost` and `calls` its sums, each as SQL.
 */
const seriesOf = (table: string, { time, tool, cost, calls }: Record<'time' | 'tool' | 'cost' | 'calls', string>) => `
WITH sums AS (
    SELECT
        multiIf({by:String} = 'team', c.team_id, {by:String} = 'user', c.user_id, {by:String} = 'key', c.key_id,
            {by:String} = 'tool', ${tool}, toString(c.mcp_server)) AS id,
        if({by:String} = 'tool', toString(c.mcp_server), '') AS server,
        toUnixTimestamp(toDateTime(${time}, 'UTC')) * 1000 AS row_ms,
        toInt64(${cost} * 1000000) AS micro_usd,
        ${calls} AS call_count
    FROM {{${table}}} AS c
    WHERE ${time} >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC') AND ${time} < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
    GROUP BY id, server, row_ms
),
top AS (
    SELECT id, server
    FROM sums
    GROUP BY id, server
    ORDER BY sum(micro_usd) DESC, sum(call_count) DESC, id, server
    LIMIT {limit:UInt32}
)
SELECT
    (id, server) NOT IN (SELECT id, server FROM top) AS is_other,
    if(is_other, '', id) AS group,
    if(is_other, '', server) AS server_of_tool,
    row_ms AS time_ms,
    sum(micro_usd) AS cost_micro_usd,
    sum(call_count) AS calls
FROM sums
GROUP BY is_other, group, server_of_tool, time_ms
ORDER BY time_ms`;

const ROLLED_UP = { cost: 'sum(c.total_cost)', calls: 'sum(c.call_count)' };

export const dailySeriesQuery = defineQuery({
  name: 'cost_series_daily',
  sql: seriesOf('cost_daily', { time: 'c.date', tool: 'c.tool_name', ...ROLLED_UP }),
  params: Parameters,
  row: SeriesRow,
});

/** By everything but tools, which sums by the hour do not know. */
export const hourlySeriesQuery = defineQuery({
  name: 'cost_series_hourly',
  sql: seriesOf('cost_hourly', { time: 'c.hour', tool: "''", ...ROLLED_UP }),
  params: Parameters,
  row: SeriesRow,
});

/** By tools, from the calls themselves. */
export const hourlyToolSeriesQuery = defineQuery({
  name: 'cost_series_hourly_tools',
  sql: seriesOf('cost_events', {
    time: 'toStartOfHour(c.timestamp)',
    tool: 'c.tool_name',
    cost: 'sum(c.cost)',
    calls: 'count()',
  }),
  params: Parameters,
  row: SeriesRow,
});
