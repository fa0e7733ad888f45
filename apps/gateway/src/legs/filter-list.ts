import type { KeyScopes } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import { buildArray, elementsOf, memberOf, sliceOf, stringOf, withMember, type Slice } from '@gatewayops/mcp';

export interface ListKind {
  /** The member of the result that holds the list. */
  readonly member: string;
  /** The member of an entry that a scope is held against. */
  readonly name: string;
  readonly subject: 'tool' | 'resource' | 'prompt';
}

export const LISTS: Record<string, ListKind> = {
  'tools/list': { member: 'tools', name: 'name', subject: 'tool' },
  'resources/list': { member: 'resources', name: 'uri', subject: 'resource' },
  'resources/templates/list': { member: 'resourceTemplates', name: 'uriTemplate', subject: 'resource' },
  'prompts/list': { member: 'prompts', name: 'name', subject: 'prompt' },
};

/** Whether this list holds more than the key may use. A scope of `*` allows all of its kind, and nothing has to be looked at. */
export function isRestrictedList(method: string, scopes: KeyScopes, server: string): boolean {
  const list = LISTS[method];
  if (list === undefined) return false;
  const member = `${list.subject}s` as const;
  return !scopes.mcp.some(
    (scope) => scope[member].includes('*') && scopeAllows({ mcp: [scope], permissions: [] }, 'server', server, ''),
  );
}

/** The result with only the entries that the key may use; every byte of those stays as it came. */
export function filterList(method: string, result: Buffer, scopes: KeyScopes, server: string): Buffer {
  const list = LISTS[method]!;
  const whole = sliceOf(result);
  const entries = memberOf(whole, list.member);
  if (entries === null) return result;
  const allowed = elementsOf(entries).filter((entry) => isAllowed(entry, list, scopes, server));
  return withMember(whole, list.member, buildArray(allowed));
}

function isAllowed(entry: Slice, list: ListKind, scopes: KeyScopes, server: string): boolean {
  const name = stringOf(memberOf(entry, list.name));
  return name !== null && scopeAllows(scopes, list.subject, server, name);
}
