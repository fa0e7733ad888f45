import { isObject, memberOf, quoted, replacedMember, asSlice, stringOf, type Slice } from '@gatewayops/mcp';
import type { Operation } from '../request-path/operation.js';
import type { NameKind } from './aggregate.js';

/** What a request is about, where that is one server's: the place of a name or URI in its `params`. */
export interface Concern {
  readonly kind: NameKind | 'resource' | 'task';
  /** As the caller wrote it. */
  readonly exposed: string;
  /** The `params` with another in its place; every other byte stays. */
  renamed(name: string): Slice;
}

const KINDS: Record<string, Concern['kind']> = {
  'tools/call': 'tool',
  'prompts/get': 'prompt',
  'resources/read': 'resource',
  'resources/subscribe': 'resource',
  'resources/unsubscribe': 'resource',
  'tasks/get': 'task',
  'tasks/update': 'task',
  'tasks/cancel': 'task',
  'tasks/result': 'task',
};
const MEMBERS = { tool: 'name', prompt: 'name', resource: 'uri', task: 'taskId' } as const;

/** Null for what concerns all servers, and where the name is not there. @throws RawJsonError for a name that stands twice */
export function concernOf({ method, params }: Operation): Concern | null {
  const whole = asSlice(params);
  if (!isObject(whole)) return null;
  if (method === 'completion/complete') return referenceIn(whole);
  const kind = KINDS[method];
  if (kind === undefined) return null;
  const member = MEMBERS[kind];
  const exposed = stringOf(memberOf(whole, member));
  if (exposed === null || exposed === '') return null;
  return { kind, exposed, renamed: (name) => replacedMember(whole, member, json(name)) };
}

/** `{"type": "ref/prompt", "name": …}` or `{"type": "ref/resource", "uri": …}` (2026-07-28, Completion). */
function referenceIn(params: Slice): Concern | null {
  const ref = memberOf(params, 'ref');
  if (!isObject(ref)) return null;
  const kind = stringOf(memberOf(ref, 'type')) === 'ref/resource' ? 'resource' : 'prompt';
  const member = MEMBERS[kind];
  const exposed = stringOf(memberOf(ref, member));
  if (exposed === null || exposed === '') return null;
  const renamed = (name: string): Slice => {
    const { bytes, start, end } = replacedMember(ref, member, json(name));
    return replacedMember(params, 'ref', bytes.subarray(start, end));
  };
  return { kind, exposed, renamed };
}

const json = (text: string): Buffer => Buffer.from(quoted(text));
