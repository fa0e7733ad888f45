import { matchesPattern } from '@gatewayops/domain';
import { asLegacyResult, asModernResult, type UpstreamAnswer, type UpstreamRequest } from '@gatewayops/mcp';
import type { Answer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { collect } from './collect.js';
import { filterList, isRestrictedList } from './filter-list.js';

/** Methods that only read: a repeat does no harm (architecture: retries). */
const READING = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
]);

/** One request over a leg that the server's callers share. */
export async function callPooled(call: RoutedCall): Promise<Answer> {
  const answer = await call.upstream.call(requestOf(call));
  const body = await adapt(call, answer);
  return { kind: 'value', outcome: answer.kind, body, attempts: answer.attempts };
}

function requestOf(call: RoutedCall): UpstreamRequest {
  const { operation, inbound, server } = call;
  const request: UpstreamRequest = {
    method: operation.method,
    params: operation.params,
    name: operation.name === '' ? null : operation.name,
    headers: forwarded(call),
    traceparent: call.trace.traceparent,
    repeatable:
      READING.has(operation.method) ||
      isRepeatableTool(operation.name, server.settings.repeatableTools, operation.method),
    signal: inbound.signal,
  };
  if (operation.surface === 'mcp' && acceptsEvents(inbound.headers.accept)) {
    request.onMessage = (raw) => inbound.sendMessage(raw);
  }
  return request;
}

const NO_HEADERS: Record<string, string> = {};

/** The client's headers that the server's entry names; all others stay here. */
export function forwarded(call: RoutedCall): Record<string, string> {
  const names = call.server.settings.forwardHeaders;
  if (names.length === 0) return NO_HEADERS;
  const headers: Record<string, string> = {};
  for (const name of names) {
    const value = call.inbound.headers[name.toLowerCase()];
    if (typeof value === 'string') headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** Only the registry says so: what a server claims of itself is not to be trusted with money. */
function isRepeatableTool(tool: string, patterns: readonly string[], method: string): boolean {
  return patterns.length > 0 && method === 'tools/call' && patterns.some((pattern) => matchesPattern(pattern, tool));
}

const acceptsEvents = (accept: string | undefined): boolean => accept?.includes('text/event-stream') ?? false;

/** Fits the answer to the client: what its key may see, in the form of its revision. */
async function adapt(call: RoutedCall, answer: UpstreamAnswer): Promise<Buffer | AsyncIterable<Buffer>> {
  if (answer.kind === 'error') return answer.body;
  const { operation, principal, server } = call;
  let body = answer.body;
  if (isRestrictedList(operation.method, principal.scopes, server.name)) {
    body = filterList(operation.method, await collect(body), principal.scopes, server.name);
  }
  if (operation.surface === 'rest' || operation.era === answer.era) return body;
  const translate = operation.era === 'modern' ? asModernResult : asLegacyResult;
  return translate(operation.method, await collect(body));
}
