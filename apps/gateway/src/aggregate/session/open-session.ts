import { GatewayOpsError } from '@gatewayops/contracts';
import {
  bytesOf,
  isObject,
  memberOf,
  asSlice,
  sliceOf,
  stringOf,
  type Slice,
  type UpstreamDescription,
} from '@gatewayops/mcp';
import { ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import { negotiate } from '../../front/revisions.js';
import type { Seals } from '../../front/seals.js';
import { deliverable } from '../../legs/answer-locally.js';
import type { ValueAnswer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Aggregate } from '../aggregate.js';
import { unionOf } from '../capabilities.js';
import { UNAVAILABLE_KEY } from '../catalogue/answer-list.js';
import type { Unavailable } from '../catalogue/listing.js';
import { infoOf, instructionsOf, type Instructed } from '../describe-aggregate.js';
import { reasonOf, within } from '../describe-members.js';
import type { Member } from '../member.js';
import type { LiveSession } from './live-session.js';
import type { LiveSessions } from './live-sessions.js';
import { hopOf, type AskingParts } from './session-parts.js';

/** What a client says of itself is kept as long as its session is. */
const INITIALIZE_BYTES_MAX = 32 * 1024;

/** What a member says of itself to this client, or why it says nothing. */
interface Introduced {
  readonly member: Member;
  /** Its own answer to this client; null where it is reached over a pool. */
  readonly result: Buffer | null;
  readonly capabilities: Buffer;
  readonly instructions: Buffer | null;
}
interface Absent {
  readonly member: Member;
  readonly error: unknown;
}

/**
 * `initialize`: opens a session of the client's with each member that takes such, all at once. One that does not answer in time
 * is left out, and told to the client as a change of lists when it is there.
 * @throws GatewayOpsError `overloaded` where the key has too many sessions, `service_unavailable` without a store; what the
 *   only member fails with
 */
export async function openSession(
  call: RoutedCall,
  aggregate: Aggregate,
  { sessions, seals, catalogues }: AskingParts & { readonly seals: Seals },
): Promise<ValueAnswer> {
  const params = paramsOf(call);
  const { members } = aggregate;
  const sole = members.length === 1 ? members[0]! : null;
  const record = { initialize: bytesOf(params).toString(), soleServerId: sole?.server.id ?? null };
  const session = await sessions.open(call.principal, record, members);
  const greeted = await Promise.all(
    members.map((member) => introduce(call, session, member, { sessions, deadlineMs: catalogues.deadlineMs })),
  );
  const [first] = greeted;
  if (sole && first && 'error' in first) {
    await sessions.end(session, members, (member) => hopOf(call, member));
    throw first.error;
  }
  const own = sole && first && !('error' in first) && aggregate.chosen === null ? first.result : null;
  const asked = stringOf(memberOf(params, 'protocolVersion'));
  const protocolVersion = (own && stringOf(memberOf(sliceOf(own), 'protocolVersion'))) ?? negotiate(asked);
  return {
    kind: 'value',
    outcome: 'result',
    body: own ?? Buffer.from(`{"protocolVersion":"${protocolVersion}",${wordsOf(aggregate, greeted)}}`),
    attempts: [],
    sessionId: seals.sessions.seal({
      orgId: call.principal.orgId,
      keyId: call.principal.keyId,
      serverId: aggregate.id,
      upstreamSessionId: session.state.key.id,
      hosted: null,
      protocolVersion,
      clientName: call.operation.clientName,
    }),
  };
}

function paramsOf({ operation: { params } }: RoutedCall): Slice {
  const whole = asSlice(params);
  if (!isObject(whole)) throw new ProtocolFailure(400, RPC.invalidParams, '`initialize` needs `params`.');
  if (whole.end - whole.start > INITIALIZE_BYTES_MAX) {
    throw new GatewayOpsError('payload_too_large', {
      message: `The \`params\` of \`initialize\` may have ${INITIALIZE_BYTES_MAX} bytes.`,
    });
  }
  return whole;
}

async function introduce(
  call: RoutedCall,
  session: LiveSession,
  member: Member,
  { sessions, deadlineMs }: { readonly sessions: LiveSessions; readonly deadlineMs: number },
): Promise<Introduced | Absent> {
  try {
    const greeted = await within(sessions.greet(session, member, null, hopOf(call, member)), deadlineMs);
    if (greeted?.result) return { member, result: greeted.result, ...saidIn(greeted.result) };
    const description = await within(member.upstream.describe(), deadlineMs);
    return { member, result: null, ...pooled(description) };
  } catch (error) {
    return { member, error };
  }
}

function saidIn(result: Buffer): Pick<Introduced, 'capabilities' | 'instructions'> {
  const whole = sliceOf(result);
  const instructions = memberOf(whole, 'instructions');
  return { capabilities: bytesOf(memberOf(whole, 'capabilities')!), instructions: instructions && bytesOf(instructions) };
} // prettier-ignore

/** One of 2026-07-28 is bridged whole; what an older one has to tell its clients reaches only those with a session there. */
const pooled = ({ era, capabilities, instructions }: UpstreamDescription): Pick<Introduced, 'capabilities' | 'instructions'> => ({
  capabilities: era === 'modern' ? capabilities : deliverable(capabilities),
  instructions,
}); // prettier-ignore

/** What we say ourselves: that a list has changed when a member comes back that was away. */
const OWN_CAPABILITIES = Buffer.from(
  '{"tools":{"listChanged":true},"prompts":{"listChanged":true},"resources":{"listChanged":true}}',
);
const OWN_OF_VIRTUAL = Buffer.from('{"tools":{"listChanged":true}}');

function wordsOf(aggregate: Aggregate, greeted: readonly (Introduced | Absent)[]): string {
  const { chosen } = aggregate;
  const here = greeted.filter((one): one is Introduced => 'capabilities' in one);
  const away = greeted.filter((one): one is Absent => 'error' in one);
  const said = here.map(({ capabilities }) => capabilities);
  if (away.length > 0 || here.length === 0) said.push(chosen === null ? OWN_CAPABILITIES : OWN_OF_VIRTUAL);
  // Of a virtual server only tools are chosen; what its servers ask and log while they work on one passes.
  const capabilities = unionOf(said, chosen === null ? null : ['tools', 'logging', 'tasks', 'extensions']);
  const info = infoOf(aggregate);
  const told: Instructed[] = here.map(({ member, instructions }) => ({ name: member.server.name, instructions }));
  const instructions = instructionsOf(told);
  const unavailable = away.map(({ member, error }): Unavailable => ({
    server: member.server.name,
    ...reasonOf(error),
  }));
  const meta = unavailable.length === 0 ? '' : `,"_meta":${JSON.stringify({ [UNAVAILABLE_KEY]: unavailable })}`;
  const words = instructions === null ? '' : `,"instructions":${instructions}`;
  return `"capabilities":${capabilities},"serverInfo":${info}${words}${meta}`;
}
