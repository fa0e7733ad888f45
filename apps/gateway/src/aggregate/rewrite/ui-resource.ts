import { isObject, memberOf, quoted, sliceOf, stringOf, withMember, type Slice } from '@gatewayops/mcp';
import type { Aggregate } from '../aggregate.js';
import type { Member } from '../member.js';

/** The word is looked for first: most tools have no user interface. Keys may be written with escapes. */
const mayHaveUi = (json: Buffer): boolean => json.includes('resourceUri') || json.includes('\\u00');

/** An object whose `_meta` names the resource of its user interface, in either form (MCP Apps), with that as it is called outside. */
export function withExposedUi(json: Buffer, aggregate: Aggregate, member: Member): Buffer {
  if (member.prefix === '' || !mayHaveUi(json)) return json;
  const whole = sliceOf(json);
  const meta = memberOf(whole, '_meta');
  if (!isObject(meta)) return json;
  const expose = (uri: string): string => aggregate.exposeUri(member, uri);
  let changed = withUri(meta, 'ui/resourceUri', expose);
  const ui = memberOf(sliceOf(changed ?? Buffer.from('{}')), 'ui') ?? memberOf(meta, 'ui');
  const changedUi = isObject(ui) ? withUri(ui, 'resourceUri', expose) : null;
  if (changedUi !== null) changed = withMember(changed === null ? meta : sliceOf(changed), 'ui', changedUi);
  return changed === null ? json : withMember(whole, '_meta', changed);
}

/** The object with its URI as it is called outside; null where it has none. */
export function withUri(object: Slice, key: string, expose: (uri: string) => string): Buffer | null {
  const uri = stringOf(memberOf(object, key));
  return uri === null ? null : withMember(object, key, Buffer.from(quoted(expose(uri))));
}
