import { SUBSCRIPTION_KEY,
  buildRequest, elementsOf, isArray, isObject, isTrue, memberOf, parseMessage, asSlice, sliceOf, stringOf, withMember,
  type ClientSession, type Slice,
} from '@gatewayops/mcp'; // prettier-ignore
import { LIST_CHANGES } from '../../../catalogue/list-kinds.js';
import type { Answer } from '../../../request-path/answer.js';
import type { RoutedCall } from '../../../request-path/call.js';
import type { BridgeSessions, Lent } from './bridge-sessions.js';
import { subscriptionMeta, subscriptionOver } from '../../subscription-messages.js';
import { callerOf } from './caller.js';

/** Clients listen again after it: no stream is without an end. */
const LISTENING_MS_MAX = 24 * 3_600_000;
const URIS_MAX = 1_000;

const UPDATED = 'notifications/resources/updated';

interface Wanted {
  /** Members of `notifications` that the server can deliver. */
  readonly lists: readonly (typeof LIST_CHANGES)[number][];
  readonly uris: readonly string[];
}

/**
 * `subscriptions/listen` of a client of 2026-07-28 on a legacy server: what that says of its own accord in the session that stands
 * for the client, as far as it was asked for. null for every other call, and where the server takes no sessions.
 */
export async function listenBridged(call: RoutedCall, sessions: BridgeSessions): Promise<Answer | null> {
  if (call.operation.method !== 'subscriptions/listen' || call.operation.surface !== 'mcp') return null;
  const { era, capabilities } = await call.upstream.describe(call.inbound.signal);
  if (era === 'modern') return null;
  const lent = await sessions.lend(call, callerOf(call));
  if (lent === null) return null;
  try {
    await listen(call, lent, wantedOf(call, sliceOf(capabilities)));
  } finally {
    lent.release();
  }
  return subscriptionOver(call.operation.id!);
}

async function listen(call: RoutedCall, { session, hear, count }: Lent, wanted: Wanted): Promise<void> {
  const { inbound } = call;
  const methods = new Set<string>(wanted.lists.map(({ method }) => method));
  const uris = new Set(wanted.uris);
  const first = wanted.uris.filter((uri) => count(uri, 1) === 1);
  await Promise.all(first.map((uri) => ask(call, session, 'resources/subscribe', uri)));
  inbound.sendMessage(acknowledgement(call, wanted));
  const stopHearing = hear((raw) => {
    const message = parseMessage(raw);
    if (message.kind !== 'notification') return;
    const { method, params } = message;
    const isWanted = methods.has(method!) || (method === UPDATED && isObject(params) && uris.has(stringOf(memberOf(params, 'uri')) ?? ''));
    if (isWanted) inbound.sendMessage(buildRequest(null, method!, tagged(call, params)));
  });
  const letGo = session.hold();
  const stopKeepAlive = inbound.keepAlive();
  await over(call, session);
  stopKeepAlive();
  letGo();
  stopHearing();
  const last = wanted.uris.filter((uri) => count(uri, -1) === 0);
  for (const uri of last) void ask(call, session, 'resources/unsubscribe', uri);
} // prettier-ignore

/** Resolves when the client is gone, the session is over or it has been long enough. */
function over({ inbound }: RoutedCall, session: ClientSession): Promise<void> {
  return new Promise((resolve) => {
    if (inbound.signal.aborted || !session.alive) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, LISTENING_MS_MAX).unref();
    inbound.signal.addEventListener('abort', end);
    session.onEnd(end);
  });
}

function wantedOf({ operation: { params } }: RoutedCall, capabilities: Slice): Wanted {
  const whole = asSlice(params);
  const notifications = isObject(whole) ? memberOf(whole, 'notifications') : null;
  if (!isObject(notifications)) return { lists: [], uris: [] };
  const can = (name: string, what: string): boolean => {
    const capability = memberOf(capabilities, name);
    return isObject(capability) && isTrue(memberOf(capability, what));
  };
  const subscriptions = memberOf(notifications, 'resourceSubscriptions');
  const asked = isArray(subscriptions) && can('resources', 'subscribe') ? elementsOf(subscriptions) : [];
  return {
    lists: LIST_CHANGES.filter(
      ({ flag, capability }) => isTrue(memberOf(notifications, flag)) && can(capability, 'listChanged'),
    ),
    uris: asked.slice(0, URIS_MAX).flatMap((uri) => stringOf(uri) ?? []),
  };
}

function acknowledgement(call: RoutedCall, { lists, uris }: Wanted): Buffer {
  const members = lists.map(({ flag }) => `"${flag}":true`);
  if (uris.length > 0) members.push(`"resourceSubscriptions":${JSON.stringify(uris)}`);
  const params = `{"notifications":{${members.join(',')}},${subscriptionMeta(call.operation.id!)}}`;
  return buildRequest(null, 'notifications/subscriptions/acknowledged', Buffer.from(params));
}

/** Messages of a subscription name it (2026-07-28, subscriptions). */
function tagged(call: RoutedCall, params: Slice | null): Buffer {
  const whole = isObject(params) ? params : sliceOf(Buffer.from('{}'));
  const meta = memberOf(whole, '_meta');
  const own = withMember(isObject(meta) ? meta : sliceOf(Buffer.from('{}')), SUBSCRIPTION_KEY, call.operation.id!);
  return withMember(whole, '_meta', own);
}

/** A server that refuses has nothing to tell of that resource. */
async function ask(call: RoutedCall, session: ClientSession, method: string, uri: string): Promise<void> {
  const { timeoutMs } = call.server.settings;
  const params = Buffer.from(`{"uri":${JSON.stringify(uri)}}`);
  await session.send({ method, params, name: uri, headers: {}, traceparent: call.trace.traceparent, timeoutMs }).catch(() => undefined);
} // prettier-ignore
