import { bytesOf, asSlice, sliceOf, withoutMembers, keyIs } from '@gatewayops/mcp';
import { ProtocolFailure, RPC } from '../../../front/protocol-failure.js';
import { ASKING } from '../../../front/request-state.js';
import type { Seals } from '../../../front/seals.js';
import type { Answer } from '../../../request-path/answer.js';
import type { RoutedCall } from '../../../request-path/call.js';
import { NotOwner, ReplicaGone } from '../../../replicas/replica-failures.js';
import { answerOf, listenerOf, requestOf } from '../../call-pooled.js';
import { BridgeSessions, type Lent } from './bridge-sessions.js';
import { askableCaller } from './caller.js';
import { givenResponses, inputRequired, inputResponses } from './input-required.js';
import { ParkedCall } from './parked-call.js';
import { ParkedCalls } from './parked-calls.js';
import { parkedStateOf, sealParked, type ParkedState } from './parked-state.js';

/** What bridges a client of 2026-07-28 to servers of the older revisions that ask it something. */
export interface Bridge {
  /** Of this replica, which is where its calls wait. */
  readonly replicaId: string;
  /** Has another replica answer the call: the one where it waits. */
  readonly elsewhere: Elsewhere;
  readonly sessions: BridgeSessions;
  readonly parked: ParkedCalls;
  /** How long a client may take to answer. */
  readonly lifeMs: number;
}

/** @throws ReplicaGone where that replica is no more */
export type Elsewhere = (replicaId: string, call: RoutedCall) => Promise<Answer>;

export interface BridgeLimits {
  readonly sessionsPerKeyMax: number;
  readonly parkedPerKeyMax: number;
  readonly parkedLifeMs: number;
}

export const bridgeFor = (
  { sessionsPerKeyMax, parkedPerKeyMax, parkedLifeMs: lifeMs }: BridgeLimits,
  { replicaId, elsewhere }: Pick<Bridge, 'replicaId' | 'elsewhere'>,
): Bridge => ({
  replicaId,
  elsewhere,
  sessions: new BridgeSessions(sessionsPerKeyMax),
  parked: new ParkedCalls({ perKeyMax: parkedPerKeyMax, lifeMs }),
  lifeMs,
});

const NO_CAPABILITIES = Buffer.from('{}');

/**
 * Calls a legacy server for a client of 2026-07-28 that can be asked something, over a session with that client's capabilities.
 * What the server asks becomes the answer, and the client's next request goes on with the call. null for every other call.
 * @param outward makes of what the server says before its answer what the client is told
 */
export async function callBridged(
  call: RoutedCall,
  bridge: Bridge,
  seals: Seals,
  outward?: (raw: Buffer) => Buffer,
): Promise<Answer | null> {
  const caller = askableCaller(call);
  if (caller === null) return null;
  const { era } = await call.upstream.describe(call.inbound.signal);
  if (era === 'modern') return null;
  const parts = { bridge, seals, outward };
  const mayAsk = ASKING.has(call.operation.method);
  const state = mayAsk ? parkedStateOf(call, seals.parkedStates) : null;
  if (state !== null && state.replicaId !== bridge.replicaId) return resumeThere(call, state, bridge);
  const resumed = state && resume(call, state, bridge);
  if (resumed) return attend(call, resumed.parked, resumed.release, parts);
  const lent = await bridge.sessions.lend(call, caller);
  if (lent === null) return null;
  // What a server asks while it makes a list, say, cannot be asked of this client.
  const capabilities = mayAsk ? Buffer.from(bytesOf(caller.capabilities)) : NO_CAPABILITIES;
  return attend(call, start(call, lent, capabilities, parts), lent.release, parts);
}

interface Parts {
  readonly bridge: Bridge;
  readonly seals: Seals;
  readonly outward: ((raw: Buffer) => Buffer) | undefined;
}

function start(call: RoutedCall, { session }: Lent, capabilities: Buffer, { bridge, seals }: Parts): ParkedCall {
  givenResponses(call);
  const request = { ...requestOf(call, seals.requestStates), session, place: {}, timeoutMs: bridge.lifeMs };
  request.params = withoutAnswers(call);
  // A person who is asked takes a place among the calls under way from nobody.
  const giveUpPlace = (): void => (request.place as { giveUp?: () => void }).giveUp?.();
  return new ParkedCall(session, sliceOf(capabilities), giveUpPlace, (own) =>
    call.upstream.call({ ...request, ...own }),
  );
}

/** Answers to questions of a call that is over. */
function withoutAnswers({ operation: { params } }: RoutedCall): Buffer | null {
  if (params === null) return null;
  const whole = asSlice(params);
  return withoutMembers(whole, (bytes, start, end) => keyIs(bytes, start, end, 'inputResponses'));
}

async function resumeThere(call: RoutedCall, { replicaId }: ParkedState, bridge: Bridge): Promise<Answer> {
  try {
    return await bridge.elsewhere(replicaId, call);
  } catch (error) {
    if (error instanceof ReplicaGone || error instanceof NotOwner) throw over();
    throw error;
  }
}

/** The call that this request goes on with, having given it the client's answers. */
function resume(call: RoutedCall, { parkedId }: ParkedState, bridge: Bridge): ReturnType<ParkedCalls['take']> {
  const { keyId } = call.principal;
  const waiting = bridge.parked.find(keyId, parkedId);
  if (waiting === null) throw over();
  const responses = inputResponses(call, waiting.open);
  const taken = bridge.parked.take(keyId, parkedId);
  for (const [key, response] of responses) waiting.reply(key, response);
  return taken;
}

const over = () => new ProtocolFailure(200, RPC.invalidParams, 'This call is over. Call anew.');

async function attend(call: RoutedCall, parked: ParkedCall, release: () => void, parts: Parts): Promise<Answer> {
  const { inbound, principal, server } = call;
  const { bridge, seals, outward } = parts;
  let isParked = false;
  try {
    const turn = await parked.turn({
      tell: tellerOf(call, outward),
      signal: inbound.signal,
      timeoutMs: server.settings.timeoutMs,
    });
    if (turn.kind === 'answered') return await answerOf(call, turn.answer, seals.requestStates);
    bridge.parked.park(principal.keyId, parked, release);
    isParked = true;
    const { replicaId, lifeMs } = bridge;
    const state = sealParked(call, seals.parkedStates, { replicaId, parkedId: parked.id, lifeMs });
    return { kind: 'value', outcome: 'result', body: inputRequired(turn.questions, state), attempts: [] };
  } catch (error) {
    parked.cancel();
    throw error;
  } finally {
    if (!isParked) release();
  }
}

function tellerOf(call: RoutedCall, outward: Parts['outward']): (raw: Buffer) => void {
  const listener = listenerOf(call);
  if (listener === null) return () => {};
  return outward ? (raw) => listener(outward(raw)) : listener;
}
