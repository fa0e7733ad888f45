import type { McpServerRuntime } from '@gatewayops/contracts';
import { matchesPattern } from '@gatewayops/domain';
import {
  asLegacyResult, asModernResult, asModernResultStream, memberOf, RawJsonError, rpcErrorParts, asSlice, sliceOf, stringOf, UpstreamFailure, withMember,
  type Attempt, type ClientSession, type UpstreamAnswer, type UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import type { IncomingHttpHeaders } from 'node:http';
import { takesEvents } from '../front/rest/takes-events.js';
import { openRequestState, sealRequestState, type RequestStateSeal } from '../front/request-state.js';
import { SUPPORTED_VERSIONS } from '../front/revisions.js';
import { RPC } from '../front/protocol-failure.js';
import type { Answer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { askForPages, URL_ELICITATION_REQUIRED } from './bridge/to-legacy/url-elicitation.js';
import { isWanted } from './client-log.js';
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

/**
 * One request over a leg that the server's callers share, or over the caller's own session.
 * @param outward makes of what the server says before its answer what the client is told
 */
export async function callPooled(
  call: RoutedCall,
  seal: RequestStateSeal,
  session?: ClientSession,
  outward?: (raw: Buffer) => Buffer,
): Promise<Answer> {
  const request = requestOf(call, seal);
  const tell = outward && request.onMessage;
  if (tell) request.onMessage = (raw) => tell(outward(raw));
  if (session) {
    request.session = session;
    request.callersId = call.operation.id!;
    // That a client of the older revisions is gone is no cancellation (2025-11-25, Transports).
    delete request.signal;
  }
  return answerOf(call, await (request.listening ? listen(call, request) : call.upstream.call(request)), seal);
}

/** The server's answer as the caller gets it. */
export async function answerOf(call: RoutedCall, answer: UpstreamAnswer, seal: RequestStateSeal): Promise<Answer> {
  try {
    const { kind: outcome, httpStatus, attempts } = answer;
    const pages = call.operation.era === 'modern' && answer.era === 'legacy' ? await pagesAsked(call, answer) : null;
    if (pages !== null) return { kind: 'value', outcome: 'result', body: pages, attempts };
    return { kind: 'value', outcome, body: await adapt(call, answer, seal), attempts, httpStatus };
  } catch (error) {
    throw unreadable(error, answer.attempts);
  }
}

/** The result that stands for a legacy server's error by which it wants pages to be opened; null for any other answer. */
async function pagesAsked(call: RoutedCall, answer: UpstreamAnswer): Promise<Buffer | null> {
  if (answer.kind === 'result') return null;
  const error = await collect(answer.body);
  answer.body = error;
  return rpcErrorParts(error).code === URL_ELICITATION_REQUIRED ? askForPages(call.operation, error) : null;
}

async function listen(call: RoutedCall, request: UpstreamRequest): Promise<UpstreamAnswer> {
  const stop = call.inbound.keepAlive();
  try {
    return await call.upstream.call(request);
  } finally {
    stop();
  }
}

/** JSON that is not what its method asks for (a list that is none, a name that stands twice) is the server's failure. */
export function unreadable(cause: unknown, attempts: readonly Attempt[]): unknown {
  if (!(cause instanceof RawJsonError)) return cause;
  return new UpstreamFailure('upstream_error', {
    message: 'The answer of the MCP server is malformed.',
    cause,
    attempts: [...attempts],
  });
}

/** What goes upstream, with the state in it that the server gave for this call before. */
export function requestOf(call: RoutedCall, seal: RequestStateSeal): UpstreamRequest {
  const { operation, inbound, server } = call;
  const request: UpstreamRequest = {
    method: operation.method,
    params: openRequestState(call, seal),
    name: operation.name === '' ? taskIdOf(operation) : operation.name,
    headers: forwarded(call),
    traceparent: call.trace.traceparent,
    repeatable:
      READING.has(operation.method) ||
      isRepeatableTool(operation.name, server.settings.repeatableTools, operation.method),
    signal: inbound.signal,
  };
  const listener = listenerOf(call);
  if (listener) request.onMessage = listener;
  if (operation.era === 'modern') {
    request.callerEnvelope = true;
    if (operation.id !== null) request.callersId = operation.id;
    request.listening = operation.method === 'subscriptions/listen';
  }
  return request;
}

/** Takes what the server says before its answer; null where the caller cannot be told. */
export function listenerOf(call: RoutedCall): ((raw: Buffer) => void) | null {
  const { inbound } = call;
  if (!takesEvents(inbound)) return null;
  return (raw) => {
    if (isWanted(call, raw)) inbound.sendMessage(raw);
  };
}

/** What methods about tasks name in `Mcp-Name` (tasks extension). */
function taskIdOf({ method, params }: RoutedCall['operation']): string | null {
  if (!method.startsWith('tasks/') || params === null) return null;
  return stringOf(memberOf(asSlice(params), 'taskId'));
}

const NO_HEADERS: Record<string, string> = {};

/** Never leaves us, whatever the server's entry names: it holds the caller's key for this gateway. */
const OWN_CREDENTIAL = 'authorization';

/** The client's headers that the server's entry names; all others stay here. */
export function forwarded(call: RoutedCall): Record<string, string> {
  const mirrored = call.operation.era === 'modern' && call.operation.method === 'tools/call';
  const { headers } = call.inbound;
  return forwardedTo(call.server, headers, mirrored ? mirroredArguments(headers) : NO_HEADERS);
}

/** Those of a client's headers that this server's entry names, beside those that are given. */
export function forwardedTo(
  { settings: { forwardHeaders: names } }: McpServerRuntime,
  given: IncomingHttpHeaders,
  others = NO_HEADERS,
): Record<string, string> {
  if (names.length === 0) return others;
  const headers = { ...others };
  for (const name of names) {
    const lower = name.toLowerCase();
    const value = given[lower];
    if (typeof value === 'string' && lower !== OWN_CREDENTIAL) headers[lower] = value;
  }
  return headers;
}

/** Arguments of a tool that the client repeated in headers, for the server to hold against the body (2026-07-28, Streamable HTTP). */
function mirroredArguments(headers: IncomingHttpHeaders): Record<string, string> {
  const mirrored: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (name.startsWith('mcp-param-') && typeof value === 'string') mirrored[name] = value;
  }
  return mirrored;
}

/** Only the registry says so: what a server claims of itself is not to be trusted with money. */
function isRepeatableTool(tool: string, patterns: readonly string[], method: string): boolean {
  return patterns.length > 0 && method === 'tools/call' && patterns.some((pattern) => matchesPattern(pattern, tool));
}

/** Fits the answer to the client: what its key may see, in the form of its revision. */
async function adapt(
  call: RoutedCall,
  answer: UpstreamAnswer,
  seal: RequestStateSeal,
): Promise<Buffer | AsyncIterable<Buffer>> {
  const { operation, principal, server } = call;
  if (answer.kind === 'error') return operation.era === 'modern' ? asModernError(answer.body) : answer.body;
  let body = answer.body;
  if (isRestrictedList(operation.method, principal.scopes, server.name)) {
    body = filterList(operation.method, await collect(body), principal.scopes, server.name);
  }
  if (operation.era === 'modern' && answer.era === 'modern') {
    if (operation.method === 'server/discover') return withOurVersions(await collect(body));
    return sealRequestState(call, body, seal);
  }
  if (operation.surface === 'rest' || operation.era === answer.era) return body;
  const { method, era } = operation;
  if (era === 'legacy') return asLegacyResult(method, await collect(body));
  return Buffer.isBuffer(body) ? asModernResult(method, body) : asModernResultStream(method, body);
}

/** The revisions that clients may speak are those of this endpoint. */
function withOurVersions(discovered: Buffer): Buffer {
  return withMember(sliceOf(discovered), 'supportedVersions', Buffer.from(SUPPORTED_VERSIONS));
}

/** What older servers say of a resource that does not exist; 2026-07-28 has no such code (Resources, Error Handling). */
const LEGACY_RESOURCE_NOT_FOUND = -32_002;

async function asModernError(body: UpstreamAnswer['body']): Promise<Buffer> {
  const error = await collect(body);
  if (rpcErrorParts(error).code !== LEGACY_RESOURCE_NOT_FOUND) return error;
  return withMember(sliceOf(error), 'code', Buffer.from(String(RPC.invalidParams)));
}
