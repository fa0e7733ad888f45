import {
  buildRequest,
  bytesOf,
  isObject,
  memberOf,
  membersOf,
  sliceOf,
  stringOf,
  UpstreamFailure,
} from '@gatewayops/mcp';
import type { HostedSessions } from '../../legs/hosted-sessions.js';
import type { Member } from '../member.js';
import { memberExchange, responseTo, type MemberRequest } from './member-exchange.js';
import type { Child, SessionKey, SessionRecord } from './session-state.js';

/** A member's session, and the member's raw result of `initialize` where it was opened for this. */
export interface Greeted {
  readonly child: Child;
  readonly result: Buffer | null;
}

const GREETING_ID = Buffer.from('"gwo-initialize"');

/** What is sent along with a request to a member. */
export type Hop = Pick<MemberRequest, 'headers' | 'traceparent' | 'signal'>;

/**
 * Opens a member's own session for a client, with what the client says of itself: by that, a server decides what it offers. null
 * where the member takes no such sessions, or the client would gain nothing by a process or event stream of its own.
 * @throws UpstreamFailure, GatewayOpsError `overloaded` where the key has too many processes
 */
export async function greetMember(
  member: Member,
  { key, record }: { readonly key: SessionKey; readonly record: SessionRecord },
  hosts: HostedSessions,
  hop: Hop,
): Promise<(Greeted & { readonly result: Buffer }) | null> {
  const { upstream, server } = member;
  const initialize = Buffer.from(record.initialize);
  const { type } = server.transport;
  if (type === 'streamable-http' && (await upstream.takesSessions(hop.signal)))
    return greetHttp(member, initialize, hop);
  // A process or an event stream of its own; of what needs neither there is nothing to open.
  if (type === 'openapi' || !canBeAsked(initialize)) return null;
  const opened = await hosts.open(key.keyId, upstream, initialize);
  return opened && { child: { kind: 'hosted', id: opened.id.id, ...said(opened.result) }, result: opened.result };
}

async function greetHttp(member: Member, initialize: Buffer, hop: Hop): Promise<Greeted & { readonly result: Buffer }> {
  const body = buildRequest(GREETING_ID, 'initialize', initialize);
  const answer = await memberExchange(member, null, { method: 'POST', body, ...hop });
  const response = await responseTo(answer);
  if (response.kind === 'error-response') throw refused();
  const result = Buffer.from(bytesOf(response.result!));
  return { child: { kind: 'http', sessionId: answer.headers['mcp-session-id'] ?? null, ...said(result) }, result };
}

/** Whether a client declares anything: only then a process of its own tells it more than one that all share. */
export function canBeAsked(initialize: Buffer): boolean {
  const capabilities = memberOf(sliceOf(initialize), 'capabilities');
  return isObject(capabilities) && membersOf(capabilities).length > 0;
}

function said(result: Buffer): { protocolVersion: string; capabilities: string } {
  const whole = sliceOf(result);
  const protocolVersion = stringOf(memberOf(whole, 'protocolVersion'));
  const capabilities = memberOf(whole, 'capabilities');
  if (protocolVersion === null || !isObject(capabilities)) throw refused();
  return { protocolVersion, capabilities: bytesOf(capabilities).toString() };
}

const refused = (): UpstreamFailure =>
  new UpstreamFailure('upstream_error', { message: 'The MCP server refused `initialize`.', attempts: [] });
