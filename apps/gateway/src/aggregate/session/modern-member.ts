import { GatewayOpsError } from '@gatewayops/contracts';
import { parseMessage, sliceOf, stringOf } from '@gatewayops/mcp';
import { askModern } from '../../legs/bridge/to-modern/call-modern.js';
import { asEvent, type Answer } from '../../request-path/answer.js';
import { outwardAnswer } from '../call-member.js';
import type { Member } from '../member.js';
import { noteSubscription } from './member-notes.js';
import { shown } from './member-view.js';
import type { SessionCall } from './session-call.js';
import { viewFor } from './session-parts.js';

const DONE: Answer = { kind: 'value', outcome: 'result', body: Buffer.from('{}'), attempts: [], asEvent: true };

/**
 * A request of a legacy session to a member of 2026-07-28, which has no sessions: it is told with each call what the client said
 * of itself, and asks by its results.
 */
export async function callModernMember(one: SessionCall, member: Member): Promise<Answer> {
  const { call, session, seals, parts } = one;
  const { method } = call.operation;
  const { legacyClients: clients } = parts;
  if (method === 'resources/unsubscribe' || method === 'resources/subscribe') {
    if (await noteSubscription(clients.notes, call.operation, session.state, member)) return DONE;
    throw new GatewayOpsError('overloaded', { message: 'This session has 1,000 subscriptions. End one first.' });
  }
  const view = viewFor(one, member, method);
  const { level, record } = session.state;
  const client = {
    initialize: sliceOf(Buffer.from(record.initialize)),
    logLevel: level === null ? null : stringOf(sliceOf(Buffer.from(level))),
    // What it is asked goes by an id of our own, and back to who asked.
    outward: (raw: Buffer) => (parseMessage(raw).kind === 'request' ? raw : shown(raw, view)),
  };
  const answer = await askModern(call, client, { clients, seals });
  return asEvent(await outwardAnswer(answer, method, view.out));
}
