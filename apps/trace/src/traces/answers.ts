import type { Span, SpanStatus, TraceDetail, TraceSummary } from '@gatewayops/contracts';
import { formatMicroUsd } from '@gatewayops/domain';
import type { SpanRow } from './span-query.js';
import type { TraceRow } from './trace-queries.js';

const isoTime = (ms: number): string => new Date(ms).toISOString();
const orNull = (text: string): string | null => (text === '' ? null : text);

/** Dollars as JSON has them. The shortest decimal of this float is the exact one below a billion dollars. */
const dollars = (microUsd: number): number => Number(formatMicroUsd(microUsd));

function statusOf(row: TraceRow): SpanStatus {
  if (row.error_count > 0) return 'error';
  return row.timeout_count > 0 ? 'timeout' : 'success';
}

export function traceSummary(row: TraceRow): TraceSummary {
  const { first } = row;
  return {
    id: row.id,
    start_time: isoTime(row.started_ms),
    end_time: isoTime(row.ended_ms),
    duration_ms: Math.max(0, row.ended_ms - row.started_ms),
    status: statusOf(row),
    span_count: row.span_count,
    call_count: row.call_count,
    error_count: row.error_count,
    timeout_count: row.timeout_count,
    total_cost: dollars(row.cost_micro_usd),
    total_cost_micro_usd: row.cost_micro_usd,
    key_id: first.key_id,
    user_id: orNull(first.user_id),
    team_id: orNull(first.team_id),
    project_id: orNull(first.project_id),
    environment: first.environment,
    agent_name: first.agent_name,
    mcp_servers: row.mcp_servers,
    tools: row.tool_names,
    error_message: row.error_messages[0] ?? null,
  };
}

export function traceDetail(row: TraceRow): TraceDetail {
  const { error_messages, key_ids, user_ids, team_ids, environments, agent_names } = row;
  return { ...traceSummary(row), error_messages, key_ids, user_ids, team_ids, environments, agent_names };
}

export function spanAnswer(row: SpanRow): Span {
  const { start_ms, end_ms, cost_micro_usd, ...same } = row;
  return {
    ...same,
    start_time: isoTime(start_ms),
    end_time: isoTime(end_ms),
    cost: dollars(cost_micro_usd),
    cost_micro_usd,
    request_body: orNull(row.request_body),
    response_body: orNull(row.response_body),
    error_code: orNull(row.error_code),
    user_id: orNull(row.user_id),
    team_id: orNull(row.team_id),
    project_id: orNull(row.project_id),
  };
}
