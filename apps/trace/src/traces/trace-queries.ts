import { SpanStatusFilter } from '@gatewayops/contracts';
import { defineQuery } from '@gatewayops/clickhouse';
import { z } from 'zod';

const Count = z.number().int().min(0);
const Texts = z.array(z.string());

const FirstCall = z.object({
  key_id: z.string(),
  user_id: z.string(),
  team_id: z.string(),
  project_id: z.string(),
  environment: z.string(),
  agent_name: z.string(),
});

/** A trace as it is read; sums over rows that ClickHouse may or may not have merged yet. */
export const TraceRow = z.object({
  id: z.string(),
  started_ms: z.number().int(),
  ended_ms: z.number().int(),
  span_count: Count,
  call_count: Count,
  error_count: Count,
  timeout_count: Count,
  cost_micro_usd: Count,
  first: FirstCall,
  error_messages: Texts,
  key_ids: Texts,
  user_ids: Texts,
  team_ids: Texts,
  environments: Texts,
  agent_names: Texts,
  mcp_servers: Texts,
  tool_names: Texts,
});
export type TraceRow = z.infer<typeof TraceRow>;

const AGGREGATED = `
    replaceAll(toString(trace_id), '-', '') AS id,
    toUnixTimestamp64Milli(min(start_time)) AS started_ms,
    toUnixTimestamp64Milli(max(end_time)) AS ended_ms,
    sum(t.span_count) AS span_count,
    sum(t.call_count) AS call_count,
    sum(t.error_count) AS error_count,
    sum(t.timeout_count) AS timeout_count,
    toInt64(sum(t.total_cost) * 1000000) AS cost_micro_usd,
    argMinMerge(first_call) AS first,
    arraySort(groupUniqArrayArray(50)(t.error_messages)) AS error_messages,
    arraySort(groupUniqArrayArray(100)(t.key_ids)) AS key_ids,
    arraySort(groupUniqArrayArray(100)(t.user_ids)) AS user_ids,
    arraySort(groupUniqArrayArray(100)(t.team_ids)) AS team_ids,
    arraySort(groupUniqArrayArray(100)(t.environments)) AS environments,
    arraySort(groupUniqArrayArray(100)(t.agent_names)) AS agent_names,
    arraySort(groupUniqArrayArray(100)(t.mcp_servers)) AS mcp_servers,
    arraySort(groupUniqArrayArray(100)(t.tool_names)) AS tool_names`;

/** Empty text and 0 stand for "not asked". */
const Filters = z.object({
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
export type TraceFilters = z.infer<typeof Filters>;

/**
 * Traces that began in [fromMs, toMs), or at toMs with an id below `beforeId`; latest first.
 * `matching` finds them by the rows of their hours, thinned out by one filter: a superset, because a trace may match one filter in
 * one row and another in another. The outer query then adds up all rows of these traces, whatever their hour, and applies every
 * filter to the whole.
 */
export const traceListQuery = defineQuery({
  name: 'trace_list',
  sql: `
WITH matching AS (
    SELECT DISTINCT trace_id
    FROM {{traces}}
    WHERE start_hour >= toStartOfHour(fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC'))
      AND start_hour <= fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
      AND multiIf(
          {q:String} != '', arrayExists(message -> positionCaseInsensitiveUTF8(message, {q:String}) > 0, error_messages),
          {userId:String} != '', has(user_ids, {userId:String}),
          {keyId:String} != '', has(key_ids, {keyId:String}),
          {tool:String} != '', has(tool_names, {tool:String}),
          {agentName:String} != '', has(agent_names, {agentName:String}),
          {mcpServer:String} != '', has(mcp_servers, {mcpServer:String}),
          {teamId:String} != '', has(team_ids, {teamId:String}),
          {environment:String} != '', has(environments, {environment:String}),
          {status:String} = 'error', error_count > 0,
          {status:String} = 'timeout', timeout_count > 0,
          {status:String} = 'failed', error_count + timeout_count > 0,
          true)
)
SELECT *
FROM (
    SELECT ${AGGREGATED}
    FROM {{traces}} AS t
    WHERE trace_id IN (SELECT trace_id FROM matching)
    GROUP BY trace_id
)
WHERE started_ms >= {fromMs:Int64}
  AND (started_ms, id) < ({toMs:Int64}, {beforeId:String})
  AND ended_ms - started_ms >= {durationMsMin:Int64}
  AND ({status:String} = '' OR ({status:String} = 'failed' AND error_count + timeout_count > 0) OR multiIf(error_count > 0, 'error', timeout_count > 0, 'timeout', 'success') = {status:String})
  AND ({userId:String} = '' OR has(user_ids, {userId:String}))
  AND ({keyId:String} = '' OR has(key_ids, {keyId:String}))
  AND ({teamId:String} = '' OR has(team_ids, {teamId:String}))
  AND ({tool:String} = '' OR has(tool_names, {tool:String}))
  AND ({agentName:String} = '' OR has(agent_names, {agentName:String}))
  AND ({mcpServer:String} = '' OR has(mcp_servers, {mcpServer:String}))
  AND ({environment:String} = '' OR has(environments, {environment:String}))
  AND ({q:String} = '' OR arrayExists(message -> positionCaseInsensitiveUTF8(message, {q:String}) > 0, error_messages))
ORDER BY started_ms DESC, id DESC
LIMIT {limit:UInt32}`,
  params: Filters.extend({
    fromMs: z.number().int(),
    toMs: z.number().int(),
    beforeId: z.string(),
    limit: z.number().int(),
  }),
  row: TraceRow,
});

export const traceQuery = defineQuery({
  name: 'trace_get',
  sql: `SELECT ${AGGREGATED}
FROM {{traces}} AS t
WHERE trace_id = {traceId:UUID}
GROUP BY trace_id`,
  params: z.object({ traceId: z.string() }),
  row: TraceRow,
});
