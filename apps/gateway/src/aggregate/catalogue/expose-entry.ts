import { bytesOf, isObject, quoted, replacedMember, sliceOf, withMember, type Slice } from '@gatewayops/mcp';
import type { Aggregate } from '../aggregate.js';
import type { Member } from '../member.js';
import { withExposedUi } from '../rewrite/ui-resource.js';
import type { ListMethod } from './listing.js';

interface Own {
  readonly ownName: string;
  readonly entry: Slice;
}

/** An entry of a member's list as it is called outside; null where it is not to be seen there. A copy, so that it keeps no page alive. */
export function exposedEntry(
  aggregate: Aggregate,
  member: Member,
  method: ListMethod,
  { ownName, entry }: Own,
): { exposed: string; json: Buffer } | null {
  if (!isObject(entry)) return null;
  if (method === 'resources/list' || method === 'resources/templates/list') {
    const exposed = aggregate.exposeUri(member, ownName);
    const key = method === 'resources/list' ? 'uri' : 'uriTemplate';
    return { exposed, json: renamed(entry, key, ownName, exposed) };
  }
  const exposed = aggregate.expose(method === 'tools/list' ? 'tool' : 'prompt', member, ownName);
  if (exposed === null) return null;
  const json = withExposedUi(renamed(entry, 'name', ownName, exposed), aggregate, member);
  const description = aggregate.chosen?.get(exposed)?.description ?? null;
  return { exposed, json: description === null ? json : described(json, description) };
}

function renamed(entry: Slice, key: string, from: string, to: string): Buffer {
  if (from === to) return Buffer.from(bytesOf(entry));
  return replacedMember(entry, key, Buffer.from(quoted(to))).bytes;
}

const described = (json: Buffer, description: string): Buffer =>
  withMember(sliceOf(json), 'description', Buffer.from(JSON.stringify(description)));
