import type { McpServerRuntime } from '@gatewayops/contracts';
import {
  bytesOf, memberOf, type CancelSignal, type UpstreamAnswer,
} from '@gatewayops/mcp'; // prettier-ignore
import { forwardedTo } from '../legs/call-pooled.js';
import type { Ready } from '../request-path/call.js';
import { metaOf } from '../request-path/operation.js';
import type { Member } from './member.js';

export type AskingCall = Ready<'principal' | 'operation' | 'trace'>;

/** One question to one member, for all that a caller of several servers wants to know. */
export interface Question {
  readonly method: string;
  readonly params: Buffer | null;
  readonly signal: CancelSignal;
}

/** Asks on behalf of a caller: over the pool that all share, or over the caller's own session. @throws UpstreamFailure */
export type Ask = (member: Member, question: Question) => Promise<UpstreamAnswer>;

/** Over the pools. A caller of 2026-07-28 speaks for itself: its envelope must be in the `params`. */
export const askPooled =
  (call: AskingCall): Ask =>
  (member, { method, params, signal }) =>
    member.upstream.call({
      method,
      params,
      name: null,
      headers: forwardedTo(member.server, call.inbound.headers),
      traceparent: call.trace.traceparent,
      repeatable: true,
      signal,
      ...(call.operation.era === 'modern' ? { callerEnvelope: true } : {}),
    });

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const CLIENT_INFO = 'io.modelcontextprotocol/clientInfo';

/** What a caller of 2026-07-28 says of itself in each request, as `_meta` of a question; null for any other. */
export function envelopeOf({ operation }: AskingCall): { readonly meta: Buffer; readonly capabilities: string } | null {
  const meta = operation.era === 'modern' ? metaOf(operation) : null;
  const capabilities = meta && memberOf(meta, CAPABILITIES);
  if (!meta || !capabilities) return null;
  const info = memberOf(meta, CLIENT_INFO);
  const told = [[CAPABILITIES, capabilities] as const, ...(info ? [[CLIENT_INFO, info] as const] : [])];
  const members = told.map(([key, value]) => `"${key}":${bytesOf(value).toString()}`);
  return { meta: Buffer.from(`{${members.join(',')}}`), capabilities: bytesOf(capabilities).toString() };
}

/** What of the caller's headers reaches any of these servers: what they answer may depend on it. */
export function forwardedValues(servers: readonly McpServerRuntime[], call: AskingCall): string {
  let values = '';
  for (const server of servers) {
    if (server.settings.forwardHeaders.length === 0) continue;
    values += `${JSON.stringify(forwardedTo(server, call.inbound.headers))}\n`;
  }
  return values;
}
