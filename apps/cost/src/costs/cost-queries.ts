import { PriceSource } from '@gatewayops/contracts';
import { defineQuery } from '@gatewayops/clickhouse';
import { z } from 'zod';

const Count = z.number().int().min(0);

const Amounts = z.object({
  cost_micro_usd: Count,
  calls: Count,
  input_tokens: Count,
  output_tokens: Count,
});

const SUMS = `
    toInt64(sum(c.total_cost) * 1000000) AS cost_micro_usd,
    sum(c.call_count) AS calls,
    sum(c.total_input_tokens) AS input_tokens,
    sum(c.total_output_tokens) AS output_tokens`;

const Period = z.object({ startDate: z.iso.date(), endDate: z.iso.date() });

const IN_PERIOD = `c.date >= {startDate:Date} AND c.date <= {endDate:Date}`;

export const SummaryRow = Amounts.extend({ group: z.string(), all_micro_usd: Count, all_calls: Count });
export type SummaryRow = z.infer<typeof SummaryRow>;

/** Groups of a period, each with the sums over all groups beside it, so that both are of the same moment. */
export const summaryQuery = defineQuery({
  name: 'cost_summary',
  sql: `
SELECT *, sum(cost_micro_usd) OVER () AS all_micro_usd, sum(calls) OVER () AS all_calls
FROM (
    SELECT
        multiIf(
            {groupBy:String} = 'day', toString(c.date),
            {groupBy:String} = 'week', toString(toMonday(c.date)),
            {groupBy:String} = 'month', formatDateTime(c.date, '%Y-%m'),
            {groupBy:String} = 'team', c.team_id,
            {groupBy:String} = 'user', c.user_id,
            toString(c.mcp_server)) AS group,
        ${SUMS}
    FROM {{cost_daily}} AS c
    WHERE ${IN_PERIOD}
    GROUP BY group
)
ORDER BY if({groupBy:String} IN ('day', 'week', 'month'), 0, cost_micro_usd) DESC, group
LIMIT {limit:UInt32}`,
  params: Period.extend({ groupBy: z.string(), limit: z.number().int() }),
  row: SummaryRow,
});

/** What days can be summed by, a page at a time. */
export const GroupDimension = z.enum(['day', 'team', 'user', 'key', 'server', 'tool']);
export type GroupDimension = z.infer<typeof GroupDimension>;

export const GroupRow = Amounts.extend({ group: z.string() });
export type GroupRow = z.infer<typeof GroupRow>;

/** A tool's id is its server's name, which has no slash in it, a slash, and its own. */
const GROUP = `multiIf(
        {dimension:String} = 'day', toString(c.date),
        {dimension:String} = 'team', c.team_id,
        {dimension:String} = 'user', c.user_id,
        {dimension:String} = 'key', c.key_id,
        {dimension:String} = 'tool', concat(toString(c.mcp_server), '/', c.tool_name),
        toString(c.mcp_server))`;

/** How many groups there are. */
export const groupCountQuery = defineQuery({
  name: 'cost_group_count',
  sql: `SELECT uniqExact(${GROUP}) AS groups FROM {{cost_daily}} AS c WHERE ${IN_PERIOD}`,
  params: Period.extend({ dimension: GroupDimension }),
  row: z.object({ groups: Count }),
});

/** A page of groups in the order of their ids; `started` is 0 for the first page, as an empty id is one, too. */
export const groupsQuery = defineQuery({
  name: 'cost_groups',
  sql: `
SELECT
    ${GROUP} AS group,
    ${SUMS}
FROM {{cost_daily}} AS c
WHERE ${IN_PERIOD}
GROUP BY group
HAVING {started:UInt8} = 0 OR group > {after:String}
ORDER BY group
LIMIT {limit:UInt32}`,
  params: Period.extend({
    dimension: GroupDimension,
    started: z.number().int(),
    after: z.string(),
    limit: z.number().int(),
  }),
  row: GroupRow,
});

export const traceTotalQuery = defineQuery({
  name: 'cost_trace_total',
  sql: `
SELECT toInt64(sum(e.cost) * 1000000) AS cost_micro_usd, count() AS calls
FROM {{cost_events}} AS e
WHERE e.trace_id = {traceId:UUID}`,
  params: z.object({ traceId: z.string() }),
  row: z.object({ cost_micro_usd: Count, calls: Count }),
});

export const EventRow = z.object({
  id: z.string(),
  span_id: z.string(),
  request_id: z.string(),
  timestamp_ms: z.number().int(),
  mcp_server: z.string(),
  tool_name: z.string(),
  key_id: z.string(),
  user_id: z.string(),
  team_id: z.string(),
  project_id: z.string(),
  environment: z.string(),
  input_tokens: Count,
  output_tokens: Count,
  cost_micro_usd: Count,
  estimate_micro_usd: Count,
  currency: z.literal('USD'),
  price_card_id: z.string().nullable(),
  price_card_version: z.number().int().nullable(),
  price_source: PriceSource,
});
export type EventRow = z.infer<typeof EventRow>;

/** A page of the priced calls of a trace, earliest first. */
export const traceEventsQuery = defineQuery({
  name: 'cost_trace_events',
  sql: `
SELECT
    toString(e.event_id) AS id,
    leftPad(lower(hex(e.span_id)), 16, '0') AS span_id,
    e.request_id AS request_id,
    toUnixTimestamp64Milli(e.timestamp) AS timestamp_ms,
    mcp_server, tool_name, key_id, user_id, team_id, project_id, environment, input_tokens, output_tokens,
    toInt64(e.cost * 1000000) AS cost_micro_usd,
    toInt64(e.estimate * 1000000) AS estimate_micro_usd,
    currency, price_card_id, price_card_version, price_source
FROM {{cost_events}} AS e
WHERE e.trace_id = {traceId:UUID}
  AND (toUnixTimestamp64Milli(e.timestamp), toString(e.event_id)) > ({afterMs:Int64}, {afterId:String})
ORDER BY e.timestamp, toString(e.event_id)
LIMIT {limit:UInt32}`,
  params: z.object({
    traceId: z.string(),
    afterMs: z.number().int(),
    afterId: z.string(),
    limit: z.number().int(),
  }),
  row: EventRow,
});
