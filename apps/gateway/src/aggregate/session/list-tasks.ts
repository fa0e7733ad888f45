import { buildArray, bytesOf, elementsOf, isArray, memberOf, quoted, sliceOf, stringOf } from '@gatewayops/mcp';
import { collect } from '../../legs/collect.js';
import { within } from '../describe-members.js';
import type { Member } from '../member.js';
import { outwardResult } from '../rewrite/outward.js';
import { askChildren } from './ask-child.js';
import type { SessionCall } from './session-call.js';
import { viewFor } from './session-parts.js';

const METHOD = 'tasks/list';
const PAGES_MAX = 50;

/** `tasks/list` (2025-11-25): the tasks of all members that keep some, in one page. A member that fails costs its own. */
export async function listTasks(one: SessionCall): Promise<Buffer> {
  const { aggregate, session, catalogues } = one;
  const members = aggregate.members.filter(({ server }) => keepsTasks(session.state.children.get(server.id)?.capabilities));
  const lists = await Promise.allSettled(members.map((member) => within(tasksOf(one, member), catalogues.deadlineMs)));
  const tasks = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  return Buffer.concat([Buffer.from('{"tasks":'), buildArray(tasks), Buffer.from('}')]);
} // prettier-ignore

function keepsTasks(capabilities: string | undefined): boolean {
  return capabilities !== undefined && memberOf(sliceOf(Buffer.from(capabilities)), 'tasks') !== null;
}

async function tasksOf(one: SessionCall, member: Member): Promise<Buffer[]> {
  const ask = askChildren(one);
  const { out } = viewFor(one, member, METHOD);
  const tasks: Buffer[] = [];
  let params: Buffer | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask(member, { method: METHOD, params, signal: one.call.inbound.signal });
    if (answer.kind === 'error') return tasks;
    const result = sliceOf(outwardResult(METHOD, await collect(answer.body), out));
    const found = memberOf(result, 'tasks');
    if (isArray(found)) tasks.push(...elementsOf(found).map((task) => bytesOf(task)));
    const cursor = stringOf(memberOf(result, 'nextCursor'));
    if (cursor === null) return tasks;
    params = Buffer.from(`{"cursor":${quoted(cursor)}}`);
  }
  return tasks;
}
