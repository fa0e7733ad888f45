import type { AggregateCall } from '../aggregate/aggregate-call.js';
import type { AggregateParts } from '../aggregate/aggregate-parts.js';
import { answerAggregate } from '../aggregate/answer-aggregate.js';
import type { BatchCalls } from '../front/inner/batch-calls.js';
import type { Seals } from '../front/seals.js';
import { isStream, type StreamLimit } from '../front/stream-limit.js';
import { answerLocally } from '../legs/answer-locally.js';
import { callHosted } from '../legs/call-hosted.js';
import { callPooled } from '../legs/call-pooled.js';
import type { HostedSessions } from '../legs/hosted-sessions.js';
import { relaySession } from '../legs/relay-session.js';
import type { Owners } from '../replicas/owning/owners.js';
import type { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import type { Answer } from './answer.js';
import type { RoutedCall } from './call.js';
import { stage } from './stage.js';

export interface CallUpstreamParts {
  readonly seals: Seals;
  readonly hosts: HostedSessions;
  readonly owners: Pick<Owners, 'answer'>;
  readonly ended: Pick<EndedSessions, 'end'>;
  readonly streams: Pick<StreamLimit, 'check'>;
  readonly aggregate: AggregateParts;
  /** null where a message is one of a batch itself. */
  readonly batches: BatchCalls | null;
}

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
      call.answer = await answer(call, parts);
      if (call.operation.kind === 'transport') await noteEnd(call, call.answer, parts.ended);
    },
  );

async function answer(call: RoutedCall, parts: CallUpstreamParts): Promise<Answer> {
  const { seals, streams, aggregate, batches } = parts;
  if (isStream(call)) streams.check(call);
  if (call.operation.kind === 'batch') return batches!.answer(call);
  const together = call.aggregate;
  if (together !== null) {
    const here = (): Promise<Answer> => answerAggregate(call, together, seals, aggregate);
    const owned = ownedSession(call, together);
    return owned === null ? here() : parts.owners.answer(owned, call, here);
  }
  // REST calls and those of 2026-07-28 stand alone: they go the pooled way at once.
  if (call.operation.surface === 'mcp' && (await isRelayed(call))) return relaySession(call, seals.sessions);
  const hosted = await callHosted(call, parts);
  if (hosted) return hosted;
  return (await answerLocally(call, seals.sessions)) ?? callPooled(call, seals.requestStates);
}

/** A session over several servers is one replica's where some of them are processes: those are there. */
function ownedSession({ operation }: RoutedCall, { aggregate }: AggregateCall): string | null {
  const id = operation.era === 'legacy' ? (operation.session?.upstreamSessionId ?? null) : null;
  const hasProcess = id !== null && aggregate.members.some(({ server }) => server.transport.type === 'stdio');
  return hasProcess ? `aggregate:${id}` : null;
}

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
  const { era, session } = call.operation;
  if (era === 'modern' || call.server.transport.type !== 'streamable-http') return false;
  if (session !== null) return session.upstreamSessionId !== null;
  return call.upstream.takesSessions(call.inbound.signal);
}
