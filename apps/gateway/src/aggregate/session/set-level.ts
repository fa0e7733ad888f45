import { bytesOf, isObject, memberOf, asSlice, sliceOf } from '@gatewayops/mcp';
import { collect } from '../../legs/collect.js';
import type { Answer } from '../../request-path/answer.js';
import { within } from '../describe-members.js';
import { askChildren } from './ask-child.js';
import type { SessionCall } from './session-call.js';

/**
 * `logging/setLevel`: for all members that log, also for those that are greeted later. What they all refuse is refused with the
 * words of the first.
 */
export async function setLevel(one: SessionCall): Promise<Answer> {
  const { call, aggregate, session, sessions, catalogues } = one;
  const { params } = call.operation;
  const whole = asSlice(params);
  const level = isObject(whole) ? memberOf(whole, 'level') : null;
  const ask = askChildren(one);
  const { signal } = call.inbound;
  const raw = whole && Buffer.from(bytesOf(whole));
  const logging = aggregate.members.filter(({ server }) => logs(session.state.children.get(server.id)?.capabilities));
  const question = { method: 'logging/setLevel', params: raw, signal };
  const answers = await Promise.allSettled(
    logging.map((member) => within(ask(member, question), catalogues.deadlineMs)),
  );
  const given = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [refused] = given;
  if (refused && given.every(({ kind }) => kind === 'error')) {
    return { kind: 'value', outcome: 'error', body: await collect(refused.body), attempts: refused.attempts };
  }
  if (level !== null) await sessions.level(session, bytesOf(level).toString());
  return { kind: 'value', outcome: 'result', body: Buffer.from('{}'), attempts: [] };
}

function logs(capabilities: string | undefined): boolean {
  return capabilities !== undefined && memberOf(sliceOf(Buffer.from(capabilities)), 'logging') !== null;
}
