import type { CancelSignal } from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';

/** The MCP methods that have a REST address of their own. Specification: Gateway Service, api_surface. */
export const REST_METHODS = {
  'tools/call': 'tools/call',
  'tools/list': 'tools/list',
  'resources/read': 'resources/read',
  'resources/list': 'resources/list',
  'prompts/get': 'prompts/get',
  'prompts/list': 'prompts/list',
} as const;
export type RestMethod = keyof typeof REST_METHODS;

/** Where a request is addressed to: a REST address of a server, the server's MCP endpoint, that endpoint over HTTP+SSE, or all servers as one. */
export type Target =
  | { readonly kind: 'rest'; readonly serverName: string; readonly method: RestMethod }
  | { readonly kind: 'mcp'; readonly serverName: string }
  | TaskTarget
  | SseTarget
  | { readonly kind: 'aggregate' };

/** A task that a REST call began. */
export interface TaskTarget {
  readonly kind: 'task';
  readonly serverName: string;
  readonly taskId: string;
}

/** The transport of 2024-11-05: GET opens the stream, POST with its id in the query sends messages to it. */
export interface SseTarget {
  readonly kind: 'sse';
  /** Empty for all servers as one. */
  readonly serverName: string;
  /** Path of the MCP endpoint that it stands for, as it was written. */
  readonly endpoint: string;
  /** From the query; null where there is none. */
  readonly sessionId: string | null;
}

/** One HTTP request, as the stages see it: without the framework that received it. */
export interface Inbound {
  readonly httpMethod: string;
  readonly target: Target | null;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn of what every answer to this request carries: security headers, HSTS, CORS. */
  readonly edgeHeaders: readonly string[];
  /** Sent to a name that is not ours, or by a web page that may not call. */
  readonly isForeign: boolean;
  /** As far as proxies may be believed; empty where it was looked at already, in the request around this one or by another replica. */
  readonly clientAddress: string;
  /** Aborted when the client goes away before its answer is complete. */
  readonly signal: CancelSignal;
  /** Reads the whole body, at once where it is there; 413 `payload_too_large` beyond the limit, 400 `bad_request` when it is cut off. */
  readBody(): Buffer | Promise<Buffer>;
  /** Sends a part of the answer before its end, e.g. progress; starts an event stream. */
  sendMessage(json: Buffer): void;
  /** Sends a comment now and then on a stream that may say nothing for long. Returns what ends that. */
  keepAlive(): () => void;
}

const AGGREGATE: Target = { kind: 'aggregate' };
const PREFIX = '/v1/mcp/';
/** Of every address that is served here: `/v1/mcp` itself, and what is below it. */
export const MCP_PATH = '/v1/mcp';

/** Reads the target from a request's URL; null where no such address exists. */
export function parseTarget(url: string): Target | null {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  if (!path.startsWith(PREFIX)) return path === MCP_PATH ? AGGREGATE : null;
  const slash = path.indexOf('/', PREFIX.length);
  if (slash === -1) {
    const serverName = decoded(path.slice(PREFIX.length));
    if (serverName === 'sse') return sseTarget(url, MCP_PATH);
    return serverName === '' ? null : { kind: 'mcp', serverName };
  }
  const method = path.slice(slash + 1);
  if (method === 'sse') return sseTarget(url, path.slice(0, slash));
  if (!Object.hasOwn(REST_METHODS, method)) return taskTarget(path, slash, method);
  return { kind: 'rest', serverName: decoded(path.slice(PREFIX.length, slash)), method: method as RestMethod };
}

/** Path of the MCP endpoint of what is addressed. */
export const endpointOf = (target: Target): string =>
  target.kind === 'aggregate' ? MCP_PATH : PREFIX + target.serverName;

/** The member of the query that carries the stream's id: what servers of that revision call it, too. */
export const SSE_SESSION_PARAMETER = 'sessionId';

function sseTarget(url: string, endpoint: string): SseTarget {
  const query = url.indexOf('?');
  const sessionId = query === -1 ? null : new URLSearchParams(url.slice(query)).get(SSE_SESSION_PARAMETER);
  return { kind: 'sse', serverName: decoded(endpoint.slice(PREFIX.length)), endpoint, sessionId };
}

const TASKS = 'tasks/';

function taskTarget(path: string, slash: number, rest: string): TaskTarget | null {
  if (!rest.startsWith(TASKS) || rest.length === TASKS.length || rest.includes('/', TASKS.length)) return null;
  return {
    kind: 'task',
    serverName: decoded(path.slice(PREFIX.length, slash)),
    taskId: decoded(rest.slice(TASKS.length)),
  };
}

/** A name with percent-escapes is the same name (RFC 3986, section 6.2.2.2). What is no escape stays, and names no server. */
function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
