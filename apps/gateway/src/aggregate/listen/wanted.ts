import { scopeAllows } from '@gatewayops/domain';
import {
  bytesOf,
  elementsOf,
  isArray,
  isObject,
  isTrue,
  memberOf,
  quoted,
  asSlice,
  sliceOf,
  stringOf,
} from '@gatewayops/mcp';
import { LIST_CHANGES } from '../../catalogue/list-kinds.js';
import { ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Aggregate, Resolved } from '../aggregate.js';
import type { AggregateParts } from '../aggregate-parts.js';
import { envelopeOf } from '../ask.js';
import type { Member } from '../member.js';

/** The kinds of list of which a client may want to hear (2026-07-28, Subscriptions). */
export const LIST_FLAGS = LIST_CHANGES.map(({ flag }) => flag);
/** Each is looked up, and is kept as long as the stream is. */
const NAMED_MAX = 1_000;

/** A resource or task that a client named. */
export interface Named extends Resolved {
  readonly exposed: string;
}

/** What a client wants to hear, and from whom. */
export interface Wanted {
  readonly flags: readonly (typeof LIST_FLAGS)[number][];
  readonly resources: readonly Named[];
  readonly tasks: readonly Named[];
  /** The caller's own envelope, raw. */
  readonly meta: Buffer;
}

/** @throws ProtocolFailure -32602 */
export async function wantedOf(call: RoutedCall, aggregate: Aggregate, parts: AggregateParts): Promise<Wanted> {
  const { params } = call.operation;
  const whole = asSlice(params);
  const filters = isObject(whole) ? memberOf(whole, 'notifications') : null;
  if (!isObject(filters)) throw new ProtocolFailure(400, RPC.invalidParams, '`params.notifications` must be an object.');
  const namesIn = (member: string): string[] => {
    const list = memberOf(filters, member);
    if (list === null) return [];
    const names = isArray(list) ? elementsOf(list).map(stringOf) : [null];
    if (names.length > NAMED_MAX || names.includes(null)) {
      throw new ProtocolFailure(400, RPC.invalidParams, `\`params.notifications.${member}\`: at most ${NAMED_MAX} strings.`);
    }
    return names as string[];
  };
  const tasks = namesIn('taskIds').flatMap((exposed) => {
    const found = parts.taskIds.open(call.principal, aggregate, exposed);
    return found === null ? [] : [{ ...found, exposed }];
  });
  const resources: Named[] = [];
  // What nobody has is not honoured, and no error (2026-07-28, Subscriptions).
  for (const uri of namesIn('resourceSubscriptions')) {
    const found = aggregate.resolveUri(uri) ?? (await parts.catalogues.resolve(call, aggregate, 'resource', uri));
    const { scopes } = call.principal;
    const mayRead = found !== null && scopeAllows(scopes, 'resource', found.member.server.name, found.ownName);
    if (mayRead) resources.push({ ...found, exposed: uri });
  }
  const flags = LIST_FLAGS.filter((flag) => isTrue(memberOf(filters, flag)));
  return { flags, resources, tasks, meta: envelopeOf(call)?.meta ?? Buffer.from('{}') };
} // prettier-ignore

/** The `params` of one member's own stream; null where nothing is wanted of it. */
export function paramsFor(member: Member, { flags, resources, tasks, meta }: Wanted): Buffer | null {
  const own = (found: readonly Resolved[]): string[] =>
    found.filter((one) => one.member === member).map(({ ownName }) => quoted(ownName));
  const [uris, taskIds] = [own(resources), own(tasks)];
  const filters = flags.map((flag) => `"${flag}":true`);
  if (uris.length > 0) filters.push(`"resourceSubscriptions":[${uris.join(',')}]`);
  if (taskIds.length > 0) filters.push(`"taskIds":[${taskIds.join(',')}]`);
  if (filters.length === 0) return null;
  return Buffer.from(`{"_meta":${bytesOf(sliceOf(meta)).toString()},"notifications":{${filters.join(',')}}}`);
}
