import type { CallSpan, CallTraced } from '@gatewayops/contracts';
import { quoteDollars, quoteText, quoteTexts, spanIdNumber, uint32 } from '@gatewayops/clickhouse';

/** The columns that a row gives; ClickHouse takes base64 for bodies only where it is asked for by name. */
export const SPAN_COLUMNS = (
  'span_id parent_span_id kind operation start_time end_time duration_ms duration_us status request_body_base64 ' +
  'response_body_base64 request_size response_size cost error_code error_message attributes call_start org_id trace_id ' +
  'event_id key_id user_id team_id project_id environment agent_name request_id mcp_server tool_name batch_id'
).split(' ');

/**
 * The rows of `spans` for a batch of events, in JSONEachRow. The same events and token always give the same text, as a
 * replay must. Ids stand unquoted by a function: the event's schema lets only hex digits and dashes through.
 */
export function spanRows(events: readonly CallTraced[], batchId: string): string {
  let text = '';
  const batch = `,"batch_id":${quoteText(batchId)}}\n`;
  for (const event of events) {
    const call = callColumns(event);
    for (const span of event.payload.spans) text += spanColumns(span) + call + batch;
  }
  return text;
}

/** What all spans of a call share. */
function callColumns({ id, orgId, payload }: CallTraced): string {
  const root = payload.spans[0]!;
  return (
    `,"call_start":${root.startTimeMs},"org_id":"${orgId}","trace_id":"${payload.traceId}","event_id":"${id}"` +
    `,"key_id":"${payload.keyId}"` +
    `,"user_id":"${payload.userId ?? ''}","team_id":"${payload.teamId ?? ''}","project_id":"${payload.projectId ?? ''}"` +
    `,"environment":${quoteText(payload.environment)},"agent_name":${quoteText(payload.agentName)}` +
    `,"request_id":${quoteText(payload.requestId)},"mcp_server":${quoteText(payload.mcpServer)}` +
    `,"tool_name":${quoteText(payload.toolName)}`
  );
}

function spanColumns(span: CallSpan): string {
  return (
    `{"span_id":${spanIdNumber(span.spanId)}` +
    `,"parent_span_id":${span.parentSpanId === null ? 'null' : spanIdNumber(span.parentSpanId)}` +
    `,"kind":"${span.kind}","operation":${quoteText(span.operation)}` +
    `,"start_time":${span.startTimeMs},"end_time":${span.endTimeMs}` +
    `,"duration_ms":${Math.round(span.durationUs / 1000)},"duration_us":${span.durationUs},"status":"${span.status}"` +
    `,"request_body_base64":${quoteBase64(span.requestBody)},"response_body_base64":${quoteBase64(span.responseBody)}` +
    `,"request_size":${uint32(span.requestSize)},"response_size":${uint32(span.responseSize)}` +
    `,"cost":${quoteDollars(span.costMicroUsd)},"error_code":${quoteText(span.errorCode ?? '')}` +
    `,"error_message":${span.errorMessage === null ? 'null' : quoteText(span.errorMessage)}` +
    `,"attributes":${quoteTexts(span.attributes)}`
  );
}

/** Base64 needs no escapes. What is none is quoted, too, so that ClickHouse refuses it and nothing else. */
const quoteBase64 = (text: string | null): string =>
  text === null
    ? '""'
    : text.includes('"') || text.includes('\\') || text.includes('\n')
      ? quoteText(text)
      : `"${text}"`;
