import type { components } from '../api/generated/trace';

type Span = components['schemas']['Span'];

export interface Prefill {
  server: string;
  tool: string;
  arguments: Record<string, unknown>;
  /** Whether nothing of the arguments was cut off. */
  whole: boolean;
}

const TOOL_CALL = 'tools/call';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tool call of a trace, to be made again: the span that was chosen, else the first. Null where none is a tool's. */
export function prefillOf(spans: readonly Span[], spanId: string | null): Prefill | null {
  const calls = spans.filter(({ operation, tool_name }) => operation === TOOL_CALL && tool_name !== '');
  const span = calls.find(({ span_id }) => span_id === spanId) ?? calls.find(({ kind }) => kind === 'call') ?? calls[0];
  if (span === undefined) return null;
  const args = argumentsOf(span.request_body);
  return { server: span.mcp_server, tool: span.tool_name, arguments: args ?? {}, whole: args !== null };
}

/** Of a JSON-RPC request, or of the body of a call by REST. */
function argumentsOf(body: string | null): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    const call: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    if (!isObject(call)) return null;
    const params = isObject(call['params']) ? call['params'] : call;
    const args = params['arguments'] ?? {};
    return isObject(args) ? args : null;
  } catch {
    return null;
  }
}
