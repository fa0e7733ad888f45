import { z } from 'zod';
import { CallSpan, SpanStatus, SpanStatusFilter } from '../events/call-traced.js';
import { SpanId, TraceId, Uuid } from '../ids.js';
import { PageQuery } from '../pagination.js';
import { Timestamp } from './fields.js';

/** An instant with its offset, e.g. `2026-11-21T10:00:00Z`; becomes milliseconds since 1970. */
const Instant = z.iso.datetime({ offset: true });

const Name = (length: number) => z.string().min(1).max(length);

/** What calls may be asked for, but their time and how they ended. */
export const callFilters = {
  user_id: Uuid.optional(),
  team_id: Uuid.optional(),
  key_id: Uuid.optional(),
  mcp_server: Name(100).optional(),
  tool: Name(512).optional().describe('Tool or prompt name, or resource URI'),
  environment: Name(16).optional(),
  agent_name: Name(255).optional(),
  q: Name(256).optional().describe('Part of a masked error text, upper or lower case'),
};

/** Milliseconds, at most a year. */
export const DurationMsMin = z.coerce.number().int().min(0).max(31_536_000_000);

/** A trace matches where any of its calls does; `status` and `min_duration_ms` are those of the whole trace. */
const traceFilters = {
  start_time: Instant.describe('Traces whose first call started at or after this'),
  end_time: Instant.describe('… and before this'),
  status: SpanStatusFilter.optional().describe(
    '`error` if any call failed, else `timeout` if any timed out; asking for `failed` finds both',
  ),
  ...callFilters,
};

/** Query of `GET /v1/traces`. */
export const TraceListQuery = z.object({
  ...traceFilters,
  min_duration_ms: DurationMsMin.optional(),
  ...PageQuery.shape,
});
export type TraceListQuery = z.infer<typeof TraceListQuery>;

/** Body of `POST /v1/traces/search`. */
export const TraceSearchRequest = z
  .object({
    ...traceFilters,
    min_duration_ms: z.number().int().min(0).max(31_536_000_000).optional(),
    limit: z.number().int().min(1).max(200).default(50),
    cursor: PageQuery.shape.cursor,
  })
  .meta({ id: 'TraceSearchRequest' });
export type TraceSearchRequest = z.infer<typeof TraceSearchRequest>;

const Cost = z.number().min(0).describe('US dollars');
const CostMicroUsd = z.number().int().min(0).describe('Millionths of a US dollar: exact, for arithmetic');

/** Everything under one W3C trace id. Identities are those of its first call. */
export const TraceSummary = z
  .object({
    id: TraceId,
    start_time: Timestamp,
    end_time: Timestamp,
    duration_ms: z.number().int().min(0).describe('From the start of the first call to the end of the last'),
    status: SpanStatus,
    span_count: z.number().int().min(1),
    call_count: z.number().int().min(0),
    error_count: z.number().int().min(0).describe('Calls that failed'),
    timeout_count: z.number().int().min(0).describe('Calls that timed out'),
    total_cost: Cost,
    total_cost_micro_usd: CostMicroUsd,
    key_id: Uuid,
    user_id: Uuid.nullable(),
    team_id: Uuid.nullable(),
    project_id: Uuid.nullable(),
    environment: z.string(),
    agent_name: z.string(),
    mcp_servers: z.array(z.string()).max(100).describe('Of all calls; at most 100'),
    tools: z.array(z.string()).max(100).describe('Of all calls; at most 100'),
    error_message: z.string().nullable().describe('One of the masked error texts'),
  })
  .meta({ id: 'TraceSummary' });
export type TraceSummary = z.infer<typeof TraceSummary>;

export const TraceListResponse = z
  .object({
    traces: z.array(TraceSummary).describe('Latest first'),
    cursor: z.string().nullable(),
    has_more: z.boolean(),
  })
  .meta({ id: 'TraceListResponse' });
export type TraceListResponse = z.infer<typeof TraceListResponse>;

export const TraceDetail = TraceSummary.extend({
  error_messages: z.array(z.string()).describe('Masked; those that differ, at most 50'),
  key_ids: z.array(Uuid),
  user_ids: z.array(Uuid),
  team_ids: z.array(Uuid),
  environments: z.array(z.string()),
  agent_names: z.array(z.string()),
}).meta({ id: 'TraceDetail' });
export type TraceDetail = z.infer<typeof TraceDetail>;

/** One span as it is stored for 30 days. */
export const Span = z
  .object({
    span_id: SpanId,
    trace_id: TraceId,
    parent_span_id: SpanId.nullable(),
    kind: CallSpan.shape.kind,
    operation: z.string(),
    mcp_server: z.string(),
    tool_name: z.string(),
    start_time: Timestamp,
    end_time: Timestamp,
    duration_ms: z.number().int().min(0),
    duration_us: z.number().int().min(0),
    status: SpanStatus,
    request_body: z.string().nullable().describe('Masked, cut at 64 KiB'),
    response_body: z.string().nullable().describe('Masked, cut at 64 KiB'),
    request_size: z.number().int().min(0).describe('Bytes, before masking and cutting'),
    response_size: z.number().int().min(0).describe('Bytes, before masking and cutting'),
    cost: Cost,
    cost_micro_usd: CostMicroUsd,
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    attributes: z.record(z.string(), z.string()),
    key_id: Uuid,
    user_id: Uuid.nullable(),
    team_id: Uuid.nullable(),
    project_id: Uuid.nullable(),
    environment: z.string(),
    agent_name: z.string(),
    request_id: z.string(),
  })
  .meta({ id: 'Span' });
export type Span = z.infer<typeof Span>;

export const SpanListResponse = z
  .object({
    spans: z.array(Span).describe('Earliest first, a call before its attempts'),
    cursor: z.string().nullable(),
    has_more: z.boolean(),
  })
  .meta({ id: 'SpanListResponse' });
export type SpanListResponse = z.infer<typeof SpanListResponse>;

/** A trace id in an address: 32 hex digits, or the same with the dashes of a UUID. */
export const TraceIdParameter = z
  .string()
  .max(36)
  .transform((text) => text.replaceAll('-', '').toLowerCase())
  .pipe(TraceId);
