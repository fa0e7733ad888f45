import { failSpan, startSpan, tracingEnabled } from '@gatewayops/service';
import type { Call } from '../request-path/call.js';
import type { CallRecord } from './call-record.js';

/** Specification: Observability, Tracing: the names of the gateway's own spans; other stages are named after themselves. */
const SPAN_NAMES: Record<string, string> = {
  authenticate: 'gateway.auth',
  'rate-limit': 'gateway.rate_limit',
  'call-upstream': 'gateway.mcp_proxy',
};

/** Exports a call and its stages to the operator's own tracing, where an exporter is set up. */
export function exportStageSpans(call: Call, record: CallRecord, stageNames: readonly string[]): void {
  if (!tracingEnabled()) return;
  const { trace, outcome } = record;
  const parent = trace.parentSpanId === null ? undefined : `00-${trace.traceId}-${trace.parentSpanId}-01`;
  const root = startSpan('gateway.request', {
    ...(parent === undefined ? {} : { parent }),
    startTimeMs: call.startTimeMs,
    attributes: {
      'gatewayops.trace_id': trace.traceId,
      'gatewayops.org_id': call.principal!.orgId,
      'mcp.method.name': record.operation,
      'gatewayops.mcp_server': record.serverName,
    },
  });
  let startTimeMs = call.startTimeMs;
  for (const [index, us] of call.stageTimesUs.entries()) {
    const name = stageNames[index]!;
    const span = startSpan(SPAN_NAMES[name] ?? `gateway.${name}`, { parent: root, startTimeMs });
    startTimeMs += us / 1000;
    span.end(startTimeMs);
  }
  if (outcome.status !== 'success') failSpan(root, record.errorMessage ?? outcome.errorCode);
  root.end(record.endTimeMs);
}
