import { CallSpan, SpanStatus } from '@gatewayops/contracts';
import { defineQuery } from '@gatewayops/clickhouse';
import { z } from 'zod';

const Count = z.number().int().min(0);

export const SpanRow = z.object({
  span_id: z.string(),
  trace_id: z.string(),
  parent_span_id: z.string().nullable(),
  kind: CallSpan.shape.kind,
  operation: z.string(),
  mcp_server: z.string(),
  tool_name: z.string(),
  start_ms: z.number().int(),
  end_ms: z.number().int(),
  duration_ms: Count,
  duration_us: Count,
  status: SpanStatus,
  request_body: z.string(),
  response_body: z.string(),
  request_size: Count,
  response_size: Count,
  cost_micro_usd: Count,
  error_code: z.string(),
  error_message: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  key_id: z.string(),
  user_id: z.string(),
  team_id: z.string(),
  project_id: z.string(),
  environment: z.string(),
  agent_name: z.string(),
  request_id: z.string(),
});
export type SpanRow = z.infer<typeof SpanRow>;

/** Where `kind` stands in the order of spans that began in the same millisecond: its number in the table's Enum8. */
export const KIND_ORDER = { call: 1, attempt: 2, wait: 3 } as const;

/** Spans of a trace after a position, earliest first; the root of a call comes before its attempts. */
export const spanListQuery = defineQuery({
  name: 'span_list',
  sql: `
SELECT
    leftPad(lower(hex(span_id)), 16, '0') AS span_id,
    replaceAll(toString(trace_id), '-', '') AS trace_id,
    if(isNull(parent_span_id), NULL, leftPad(lower(hex(assumeNotNull(parent_span_id))), 16, '0')) AS parent_span_id,
    kind, operation, mcp_server, tool_name,
    toUnixTimestamp64Milli(start_time) AS start_ms,
    toUnixTimestamp64Milli(end_time) AS end_ms,
    duration_ms, duration_us, status, request_body, response_body, request_size, response_size,
    toInt64(cost * 1000000) AS cost_micro_usd,
    error_code, error_message, attributes, key_id, user_id, team_id, project_id, environment, agent_name, request_id
FROM {{spans}} AS s
WHERE s.trace_id = {traceId:UUID}
  AND (toUnixTimestamp64Milli(s.start_time), toInt8(s.kind), s.span_id)
    > ({afterMs:Int64}, {afterKind:Int8}, {afterSpan:UInt64})
ORDER BY s.start_time, s.kind, s.span_id
LIMIT {limit:UInt32}`,
  params: z.object({
    traceId: z.string(),
    afterMs: z.number().int(),
    afterKind: z.number().int(),
    afterSpan: z.string(),
    limit: z.number().int(),
  }),
  row: SpanRow,
});
