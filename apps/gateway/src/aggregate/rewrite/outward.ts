import {
  bytesOf, buildArray, elementsOf, isArray, isObject, memberOf, parseMessage, quoted, sliceOf, stringOf, withMember, type Slice,
} from '@gatewayops/mcp'; // prettier-ignore
import type { Principal } from '@gatewayops/contracts';
import type { Aggregate } from '../aggregate.js';
import type { Member } from '../member.js';
import type { TaskIds } from '../task-ids.js';
import { withExposedUi, withUri } from './ui-resource.js';

/** Whose words they are, and to whom they go. */
export interface Outward {
  readonly aggregate: Aggregate;
  readonly member: Member;
  readonly principal: Principal;
  readonly taskIds: TaskIds;
}

/** Whether a key can be in it: keys may be written with escapes. */
export const mayHave = (json: Buffer, word: string): boolean => json.includes(word) || json.includes('\\u00');

/** Whether results of this member can hold anything that is called otherwise outside. */
export const isRewritten = (method: string, { prefix }: Member): boolean =>
  prefix !== '' || method === 'tools/call' || method.startsWith('tasks/');

/** What stands at each place of a name; a key may be written with escapes instead. */
const WORDS = ['"uri"', '"taskId"', 'resourceUri', '\\u00'];

/** Whether an answer can hold anything that is called otherwise outside: a look, for most hold nothing. */
export const mayHoldNames = (json: Buffer): boolean => WORDS.some((word) => json.includes(word));

/** A member's result with its URIs and ids of tasks as they are called outside; the same bytes where there are none. */
export function outwardResult(method: string, result: Buffer, out: Outward): Buffer {
  let json = result;
  if ((method === 'tools/call' || method.startsWith('tasks/')) && mayHave(json, '"taskId"')) json = withTaskId(json, out);
  if (out.member.prefix === '' || !mayHave(json, '"uri"')) return withUi(json, out);
  const whole = sliceOf(json);
  if (method === 'resources/read') return withList(whole, 'contents', (one) => uriOf(one, out));
  if (method === 'prompts/get') return withList(whole, 'messages', (message) => withContent(message, out));
  return withUi(withList(whole, 'content', (block) => blockOf(block, out)), out);
} // prettier-ignore

/** An error with the URI that it is about (2026-07-28, Resources, Error Handling) as it is called outside. */
export function outwardError(error: Buffer, out: Outward): Buffer {
  if (out.member.prefix === '' || !mayHave(error, '"uri"')) return error;
  const whole = sliceOf(error);
  const data = isObject(whole) ? memberOf(whole, 'data') : null;
  const changed = isObject(data) ? uriOf(data, out) : null;
  return changed === null ? error : withMember(whole, 'data', changed);
}

/** A notification of a member with the URI or id of a task that it is about as that is called outside. */
export function outwardMessage(raw: Buffer, out: Outward): Buffer {
  // Some servers write each slash with a backslash before it.
  const changesTask = raw.includes('/tasks');
  if (!changesTask && (out.member.prefix === '' || !raw.includes('/updated'))) return raw;
  const message = parseMessage(raw);
  if (message.kind !== 'notification' || !isObject(message.params)) return raw;
  const whole = message.bytes;
  if (message.method === 'notifications/resources/updated') {
    const params = uriOf(message.params, out);
    return params === null ? raw : withMember(whole, 'params', params);
  }
  if (!message.method!.startsWith('notifications/tasks')) return raw;
  return withMember(whole, 'params', withTaskId(bytesOf(message.params), out));
}

function withUi(json: Buffer, { aggregate, member }: Outward): Buffer {
  return withExposedUi(json, aggregate, member);
}

/** The id of the task that a result is; in 2025-11-25 also of the one in its `task`, and of those in its `tasks`. */
function withTaskId(json: Buffer, out: Outward): Buffer {
  const whole = sliceOf(json);
  if (!isObject(whole)) return json;
  const own = taskOf(whole, out);
  if (own !== null) return own;
  const task = memberOf(whole, 'task');
  const changed = isObject(task) ? taskOf(task, out) : null;
  return changed === null ? withList(whole, 'tasks', (one) => taskOf(one, out)) : withMember(whole, 'task', changed);
}

/** null where it has no id of a task. */
function taskOf(object: Slice, { principal, member, taskIds }: Outward): Buffer | null {
  const id = isObject(object) ? stringOf(memberOf(object, 'taskId')) : null;
  return id === null ? null : withMember(object, 'taskId', Buffer.from(quoted(taskIds.expose(principal, member, id))));
}

const uriOf = (object: Slice, { aggregate, member }: Outward): Buffer | null =>
  isObject(object) ? withUri(object, 'uri', (uri) => aggregate.exposeUri(member, uri)) : null;

/** The object with each element of a list changed; null from `change` leaves one as it is. */
function withList(whole: Slice, name: string, change: (element: Slice) => Buffer | null): Buffer {
  const list = isObject(whole) ? memberOf(whole, name) : null;
  if (!isArray(list)) return bytesOf(whole);
  let isChanged = false;
  const elements = elementsOf(list).map((element) => {
    const changed = change(element);
    isChanged ||= changed !== null;
    return changed ?? element;
  });
  return isChanged ? withMember(whole, name, buildArray(elements)) : bytesOf(whole);
}

/** A prompt's message: its content is one block, in some servers a list of them. */
function withContent(message: Slice, out: Outward): Buffer | null {
  const content = isObject(message) ? memberOf(message, 'content') : null;
  if (isArray(content)) return withList(message, 'content', (block) => blockOf(block, out));
  const changed = isObject(content) ? blockOf(content, out) : null;
  return changed && withMember(message, 'content', changed);
}

/** A block of content that links to a resource or holds one. */
function blockOf(block: Slice, out: Outward): Buffer | null {
  const type = isObject(block) ? stringOf(memberOf(block, 'type')) : null;
  if (type === 'resource_link') return uriOf(block, out);
  const resource = type === 'resource' ? memberOf(block, 'resource') : null;
  const changed = isObject(resource) ? uriOf(resource, out) : null;
  return changed && withMember(block, 'resource', changed);
}
