import { hearRelayed } from '../catalogue/hear-relayed.js';
import type { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import type { AggregateParts } from '../aggregate/aggregate-parts.js';
import { answerAggregate } from '../aggregate/answer-aggregate.js';
import type { BatchCalls } from '../front/inner/batch-calls.js';
import type { Seals } from '../front/seals.js';
import { isStream, type StreamLimit } from '../front/stream-limit.js';
import { answerLocally } from '../legs/answer-locally.js';
import { askableCaller } from '../legs/bridge/to-legacy/caller.js';
import { callBridged, type Bridge } from '../legs/bridge/to-legacy/call-bridged.js';
import { listenBridged } from '../legs/bridge/to-legacy/listen-bridged.js';
import { callModern, type LegacyClients } from '../legs/bridge/to-modern/call-modern.js';
import { answerForSession } from '../legs/bridge/to-modern/session-methods.js';
import { callHosted } from '../legs/call-hosted.js';
import { callPooled } from '../legs/call-pooled.js';
import type { HostedSessions } from '../legs/hosted-sessions.js';
import { relaySession } from '../legs/relay-session.js';
import { ownerName } from '../replicas/stdio/owned-upstream.js';
import type { Owners } from '../replicas/owning/owners.js';
import type { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import type { Answer } from './answer.js';
import type { RoutedCall } from './call.js';
import { stage } from './stage.js';

/**
 * Sends the call to its server and waits for the answer, or for the beginning of a long one. Bulkhead, breaker, timeout
 * and retry are the upstream's, declared in the server's settings. 502 `upstream_error`, 503 `circuit_open` and
 * `overloaded`, 504 `timeout`.
 */
export const callUpstream = (parts: CallUpstreamParts) =>
  stage(
    'call-upstream',
    ['requestId', 'principal', 'trace', 'body', 'operation', 'server', 'upstream', 'delivery'],
    ['answer'],
    async (call) => {
      call.sentUpstream = true;
      call.answer = hearRelayed(call, await answer(call, parts), parts.catalogue);
      if (call.operation.kind === 'transport') await noteEnd(call, call.answer, parts.ended);
    },
  );

/** What the ways to an answer need. */
export interface CallUpstreamParts {
  readonly owners: Pick<Owners, 'answer'>;
  readonly ended: Pick<EndedSessions, 'end'>;
  readonly aggregate: AggregateParts;
  /** null where a message is one of a batch itself. */
  readonly batches: BatchCalls | null;
  readonly streams: Pick<StreamLimit, 'check'>;
  readonly catalogue: ToolCatalogue;
  readonly seals: Seals;
  readonly hosts: HostedSessions;
  /** For clients of 2026-07-28 before older servers, and the other way round. */
  readonly bridge: Bridge;
  readonly legacyClients: LegacyClients;
}

async function answer(call: RoutedCall, parts: CallUpstreamParts): Promise<Answer> {
  const { seals, bridge, legacyClients, streams, aggregate, batches } = parts;
  if (isStream(call)) streams.check(call);
  if (call.operation.kind === 'batch') return batches!.answer(call);
  if (call.aggregate !== null) return answerAggregate(call, call.aggregate, seals, aggregate);
  const { surface, era } = call.operation;
  if (surface === 'rest' && era === 'legacy') return callPooled(call, seals.requestStates);
  if (era === 'modern') {
    const local = await answerLocally(call, seals.sessions);
    const here = async (): Promise<Answer> =>
      (await listenBridged(call, bridge.sessions)) ??
      (await callBridged(call, bridge, seals)) ??
      callPooled(call, seals.requestStates);
    if (local !== null || !isOwnedCall(call)) return local ?? here();
    return parts.owners.answer(ownerName(call.server.id), call, here);
  }
  if (await isRelayed(call)) return relaySession(call, seals.sessions);
  return (
    (await callHosted(call, parts)) ??
    (await answerForSession(call, legacyClients)) ??
    (await answerLocally(call, seals.sessions)) ??
    (await callModern(call, legacyClients, seals)) ??
    callPooled(call, seals.requestStates)
  );
}

/** A client that can be asked has a process with its capabilities, and its calls wait there: where all of the server's are. */
const isOwnedCall = (call: RoutedCall): boolean =>
  call.server.transport.type === 'stdio' && askableCaller(call) !== null;

/** What its client ended is over on all replicas. A server may refuse to end a session of its own. */
async function noteEnd(
  { inbound, operation }: RoutedCall,
  answer: Answer,
  ended: CallUpstreamParts['ended'],
): Promise<void> {
  const isEnded =
    inbound.httpMethod === 'DELETE' && (answer.kind === 'empty' || (answer.kind === 'relay' && answer.status < 300));
  if (isEnded && operation.session !== null) await ended.end(operation.session);
}

/**
 * A legacy client's session with a legacy HTTP server is one session from end to end, so that whatever the two say to each
 * other passes. Everywhere else the gateway is the session's other end.
 */
async function isRelayed(call: RoutedCall): Promise<boolean> {
  const { session } = call.operation;
  if (call.server.transport.type !== 'streamable-http') return false;
  if (session !== null) return session.upstreamSessionId !== null;
  return call.upstream.takesSessions(call.inbound.signal);
}
