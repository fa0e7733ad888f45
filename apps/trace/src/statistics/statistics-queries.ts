import { SpanStatusFilter } from '@gatewayops/contracts';
import { defineQuery } from '@gatewayops/clickhouse';
import { z } from 'zod';

const Count = z.number().int().min(0);

/** Durations are microseconds: the 50th, 95th and 99th percentile, within about 1% of the exact ones. */
const Figures = z.object({
  calls: Count,
  errors: Count,
  timeouts: Count,
  durations_us: z.tuple([Count, Count, Count]),
  cost_micro_usd: Count,
});
export type Figures = z.infer<typeof Figures>;

/** A t-digest keeps its size however many calls there are. Without calls it gives NaN, which is no integer. */
const FIGURES = `
    count() AS calls,
    countIf(s.status = 'error') AS errors,
    countIf(s.status = 'timeout') AS timeouts,
    arrayMap(us -> toInt64(if(isFinite(us), us, 0)), quantilesTDigest(0.5, 0.95, 0.99)(s.duration_us)) AS durations_us,
    toInt64(sum(s.cost) * 1000000) AS cost_micro_usd`;

/** Empty text and 0 stand for "not asked". */
const Filters = z.object({
  fromMs: z.number().int(),
  toMs: z.number().int(),
  status: z.union([SpanStatusFilter, z.literal('')]),
  userId: z.string(),
  teamId: z.string(),
  keyId: z.string(),
  mcpServer: z.string(),
  tool: z.string(),
  environment: z.string(),
  agentName: z.string(),
  q: z.string(),
  durationMsMin: z.number().int(),
});
export type CallFilters = z.infer<typeof Filters>;

/** `call_start` is the start of a root, and what months are cut by. */
const MATCHING = `s.kind = 'call'
  AND s.call_start >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')
  AND s.call_start < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
  AND ({status:String} = '' OR toString(s.status) = {status:String} OR ({status:String} = 'failed' AND s.status != 'success'))
  AND ({userId:String} = '' OR s.user_id = {userId:String})
  AND ({keyId:String} = '' OR s.key_id = {keyId:String})
  AND ({teamId:String} = '' OR s.team_id = {teamId:String})
  AND ({tool:String} = '' OR s.tool_name = {tool:String})
  AND ({agentName:String} = '' OR s.agent_name = {agentName:String})
  AND ({mcpServer:String} = '' OR s.mcp_server = {mcpServer:String})
  AND ({environment:String} = '' OR s.environment = {environment:String})
  AND ({q:String} = '' OR positionCaseInsensitiveUTF8(ifNull(s.error_message, ''), {q:String}) > 0)
  AND ({durationMsMin:Int64} = 0 OR s.duration_us >= {durationMsMin:Int64} * 1000)`;

/** The same of whole hours, kept long after their spans are gone. */
const FIGURES_OF_HOURS = `
    sum(h.calls) AS calls,
    sum(h.errors) AS errors,
    sum(h.timeouts) AS timeouts,
    arrayMap(us -> toInt64(if(isFinite(us), us, 0)), quantilesTDigestMerge(0.5, 0.95, 0.99)(h.durations)) AS durations_us,
    toInt64(sum(h.total_cost) * 1000000) AS cost_micro_usd`;

/** Those of {@link CallFilters} that hours are kept by. */
const HourFilters = Filters.omit({ status: true, q: true, durationMsMin: true });

const MATCHING_HOURS = `h.hour >= toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')
  AND h.hour < toDateTime(intDiv({toMs:Int64}, 1000), 'UTC')
  AND ({userId:String} = '' OR h.user_id = {userId:String})
  AND ({keyId:String} = '' OR h.key_id = {keyId:String})
  AND ({teamId:String} = '' OR h.team_id = {teamId:String})
  AND ({tool:String} = '' OR h.tool_name = {tool:String})
  AND ({agentName:String} = '' OR h.agent_name = {agentName:String})
  AND ({mcpServer:String} = '' OR h.mcp_server = {mcpServer:String})
  AND ({environment:String} = '' OR h.environment = {environment:String})`;

/** As {@link pointsQuery}, of the hours that begin in [fromMs, toMs). */
export const hourlyPointsQuery = defineQuery({
  name: 'call_statistics_hourly_points',
  sql: `
SELECT intDiv(toUnixTimestamp(h.hour) * 1000, {intervalMs:Int64}) * {intervalMs:Int64} AS time_ms, ${FIGURES_OF_HOURS}
FROM {{calls_hourly}} AS h
WHERE ${MATCHING_HOURS}
GROUP BY time_ms
ORDER BY time_ms`,
  params: HourFilters.extend({ intervalMs: z.number().int() }),
  row: Figures.extend({ time_ms: z.number().int() }),
});

/** As {@link totalsQuery}, of the hours that begin in either part. */
export const hourlyTotalsQuery = defineQuery({
  name: 'call_statistics_hourly_totals',
  sql: `
SELECT toUnixTimestamp(h.hour) * 1000 >= {middleMs:Int64} AS is_later, ${FIGURES_OF_HOURS}
FROM {{calls_hourly}} AS h
WHERE ${MATCHING_HOURS}
GROUP BY is_later`,
  params: HourFilters.extend({ middleMs: z.number().int() }),
  row: Figures.extend({ is_later: z.number().int() }),
});

/** Calls by intervals that begin at whole multiples of `intervalMs` since 1970; those without calls are left out. */
export const pointsQuery = defineQuery({
  name: 'call_statistics_points',
  sql: `
SELECT intDiv(toUnixTimestamp64Milli(s.call_start), {intervalMs:Int64}) * {intervalMs:Int64} AS time_ms, ${FIGURES}
FROM {{spans}} AS s
WHERE ${MATCHING}
GROUP BY time_ms
ORDER BY time_ms`,
  params: Filters.extend({ intervalMs: z.number().int() }),
  row: Figures.extend({ time_ms: z.number().int() }),
});

/** The sums of [fromMs, middleMs) and of [middleMs, toMs); one without calls is left out. */
export const totalsQuery = defineQuery({
  name: 'call_statistics_totals',
  sql: `
SELECT toUnixTimestamp64Milli(s.call_start) >= {middleMs:Int64} AS is_later, ${FIGURES}
FROM {{spans}} AS s
WHERE ${MATCHING}
GROUP BY is_later`,
  params: Filters.extend({ middleMs: z.number().int() }),
  row: Figures.extend({ is_later: z.number().int() }),
});

/** The first groups in the order asked for. */
export const groupsQuery = defineQuery({
  name: 'call_statistics_groups',
  sql: `
SELECT
    multiIf({by:String} = 'server', toString(s.mcp_server), {by:String} = 'tool', s.tool_name, {by:String} = 'team', s.team_id,
        {by:String} = 'user', s.user_id, s.key_id) AS group,
    if({by:String} = 'tool', toString(s.mcp_server), '') AS server_of_tool,
    ${FIGURES}
FROM {{spans}} AS s
WHERE ${MATCHING}
GROUP BY group, server_of_tool
ORDER BY multiIf({order:String} = 'errors', toInt64(errors), {order:String} = 'p95', durations_us[2],
    {order:String} = 'cost', cost_micro_usd, toInt64(calls)) DESC, group, server_of_tool
LIMIT {limit:UInt32}`,
  params: Filters.extend({ by: z.string(), order: z.string(), limit: z.number().int() }),
  row: Figures.extend({ group: z.string(), server_of_tool: z.string() }),
});
