import type { CallPriced } from '@gatewayops/contracts';
import { quoteDollars, quoteText, spanIdNumber, uint32 } from '@gatewayops/clickhouse';

/**
 * The rows of `cost_events` for a batch of events, in JSONEachRow. The same events and token always give the same text, as
 * a replay must. Ids stand unescaped: the event's schema lets only hex digits and dashes through.
 */
export function costRows(events: readonly CallPriced[], batchId: string): string {
  let text = '';
  const batch = `,"batch_id":${quoteText(batchId)}}\n`;
  for (const event of events) text += costColumns(event) + batch;
  return text;
}

function costColumns({ id, orgId, occurredAt, payload }: CallPriced): string {
  return (
    `{"event_id":"${id}","trace_id":"${payload.traceId}","span_id":${spanIdNumber(payload.spanId)},"org_id":"${orgId}"` +
    `,"user_id":"${payload.userId ?? ''}","team_id":"${payload.teamId ?? ''}","project_id":"${payload.projectId ?? ''}"` +
    `,"key_id":"${payload.keyId}","environment":${quoteText(payload.environment)}` +
    `,"mcp_server":${quoteText(payload.mcpServer)},"tool_name":${quoteText(payload.toolName)},"timestamp":${occurredAt}` +
    `,"input_tokens":${uint32(payload.inputTokens)},"output_tokens":${uint32(payload.outputTokens)}` +
    `,"cost":${quoteDollars(payload.costMicroUsd)},"estimate":${quoteDollars(payload.estimateMicroUsd)}` +
    `,"currency":"${payload.currency}","price_source":"${payload.priceSource}"` +
    `,"price_card_id":${payload.priceCardId === null ? 'null' : `"${payload.priceCardId}"`}` +
    `,"price_card_version":${payload.priceCardVersion === null ? 'null' : uint32(payload.priceCardVersion)}` +
    `,"request_id":${quoteText(payload.requestId)}`
  );
}
