import type { Exchanged, FrontName, Greeting } from './client/client.js';
import { LISTEN_ID } from './client/modern-client.js';
import { STATE, tokenIn, type Echo, type Heard } from './echo/echo.js';
import type { Leg } from './legs.js';
import type { Way } from './way.js';
import { compact, membersOf, valueOf } from './raw-json.js';

/** What has to be rewritten on a leg of the gateway's own: what a hop says of itself. */
const OWN_META = ['progressToken', 'traceparent', 'io.modelcontextprotocol/protocolVersion'];
/** What a client of 2026-07-28 says of itself is for a server of that revision only. */
const CLIENT_META = ['clientCapabilities', 'clientInfo', 'logLevel'].map((name) => `io.modelcontextprotocol/${name}`);
/** What results of 2026-07-28 have more than those of the revisions before it. */
const MODERN_RESULT = ['resultType', 'ttlMs', 'cacheScope'];
/** The gateway seals it on its way to the client, so that nobody else can use it. */
const SEALED = 'requestState';

/** Which way of the exchange, and what is not identical; null where all is. */
export interface Verdict {
  readonly part: 'greeting' | 'request' | 'answer' | 'messages' | 'questions' | 'answers' | 'beside' | 'told';
  readonly difference: string | null;
}

/** The way that is tried, and what was said on it at either end. */
export interface Seen {
  readonly way: Way;
  readonly client: Exchanged;
  readonly server: Heard;
}

/** Holds what arrived at each end against what was sent at the other, in bytes wherever nothing has to be rewritten. */
export function compare(seen: Seen): Verdict[] {
  const { client, server, way } = seen;
  const { leg } = way;
  const isRelayed = relays(way);
  const lists: [Verdict['part'], readonly string[], readonly string[]][] = [
    ['messages', isRelayed ? server.messages : server.messages.map((message) => withToken(message, seen)), client.messages],
    ['questions', server.asked.map(unsealed), client.asked.map(unsealed)],
    ['answers', client.answered.toSorted(), server.answered.toSorted()],
    ['beside', server.beside.map((message) => withSubscription(message, leg)), client.beside],
    ['told', client.told, server.told],
  ];
  return [
    { part: 'request', difference: isRelayed ? differing(client.sent, server.request, false) : request(seen) },
    { part: 'answer', difference: answer(seen) },
    ...lists
      .filter(([, sent, got]) => sent.length + got.length > 0)
      .map(([part, sent, got]) => ({ part, difference: differingLists(sent, got) })),
  ];
} // prettier-ignore

/** Of a list that is made of servers' lists: what each of them wrote of an entry. */
export function compareEntries(answer: string, response: string): Verdict {
  const list = membersOf(answer).find(({ value }) => value.startsWith('['));
  const got = valueOf(valueOf(response, 'result') ?? '{}', JSON.parse(list!.key) as string) ?? response;
  return { part: 'answer', difference: differing(list!.value, got, false) };
}

/** A session of the client with the server itself hands on all of the handshake; one of the gateway's own what the server says of itself. */
export function compareGreetings(way: Way, client: Greeting, { request: heard, response }: NonNullable<Echo['greeting']>): Verdict {
  const [said, came] = [valueOf(response, 'result') ?? '{}', valueOf(client.response, 'result') ?? '{}'];
  const { leg } = way;
  const framed = leg.isFramed || client.asEvents;
  if (relays(way)) {
    const difference = differing(client.sent, heard, false) ?? differing(response, client.response, framed);
    return { part: 'greeting', difference };
  }
  const pairs: [string | undefined, string | undefined][] =
    leg.era === 'legacy' && leg.isAlone
      ? [[valueOf(client.sent, 'params'), valueOf(heard, 'params')], [said, came]]
      : [[serverInfo(said), valueOf(came, 'serverInfo')], [valueOf(said, 'instructions'), valueOf(came, 'instructions')]];
  const difference = pairs.map(([sent, got]) => differing(sent ?? '', got ?? '', framed)).find((one) => one !== null);
  return { part: 'greeting', difference: difference ?? null };
} // prettier-ignore

const serverInfo = (result: string): string | undefined =>
  valueOf(result, 'serverInfo') ?? valueOf(valueOf(result, '_meta') ?? '{}', 'io.modelcontextprotocol/serverInfo');

const eraOf = (front: FrontName): string => (front === 'sse' ? 'legacy' : front);

/** Whether the bytes of a session are those of the client's session with the server. */
const relays = ({ front, leg, endpoint }: Way): boolean =>
  front === 'legacy' && leg.relaysSessions && endpoint === 'server';

function request({ way: { front, leg }, client: { sent }, server }: Seen): string | null {
  const isRest = front === 'rest';
  const given = isRest ? sent.replace('"tool":', '"name":') : (valueOf(sent, 'params') ?? '{}');
  const got = valueOf(server.request, 'params') ?? '{}';
  const dropped = front === 'modern' && leg.era === 'modern' ? OWN_META : [...OWN_META, ...CLIENT_META];
  const rest = ['_meta', SEALED];
  const metaOf = (params: string): string => without(valueOf(params, '_meta') ?? '{}', dropped);
  return (
    differing(without(given, rest, isRest), without(got, rest, isRest), leg.isFramed) ??
    differing(metaOf(given), metaOf(got), leg.isFramed) ??
    stateBack(got)
  );
}

function stateBack(params: string): string | null {
  const state = valueOf(params, SEALED);
  // How it is written may change on the way, what it is may not.
  return state === undefined || JSON.parse(state) === JSON.parse(STATE) ? null : `${SEALED}: the server got ${state}`;
}

function answer({ way, client, server }: Seen): string | null {
  const { front, leg } = way;
  const { id, status, response, asEvents } = client;
  const framed = leg.isFramed || asEvents;
  if (relays(way)) return differing(server.response, response, framed);
  const kind = valueOf(server.response, 'result') === undefined ? 'error' : 'result';
  const got = status === 200 || kind === 'error' ? valueOf(response, kind) : undefined;
  if (got === undefined) return `HTTP ${status}: ${response.slice(0, 300)}`;
  if (id !== null && valueOf(response, 'id') !== id) return `id: sent ${id}, got ${valueOf(response, 'id')}`;
  const added = front !== 'rest' && eraOf(front) !== leg.era && kind === 'result' ? MODERN_RESULT : [];
  // Which revisions are spoken is the gateway's own to say.
  const own = valueOf(client.sent, 'method') === '"server/discover"' ? ['supportedVersions'] : [];
  if (added.length + own.length === 0) return differing(server.value, got, framed);
  return differing(without(server.value, [...added, ...own]), without(got, [...added, ...own]), framed);
}

/** A server's message with the client's progress token where it has that of the gateway. */
function withToken(message: string, { client, server }: Seen): string {
  return message.replace(`"progressToken":${tokenIn(server.request)}`, () => `"progressToken":${tokenIn(client.sent)}`);
}

const SUBSCRIPTION = /("io\.modelcontextprotocol\/subscriptionId":)[^,}]+/;
const withSubscription = (message: string, { era }: Leg): string =>
  era === 'modern' ? message.replace(SUBSCRIPTION, (_, key: string) => `${key}${LISTEN_ID}`) : message;

const unsealed = (message: string): string =>
  valueOf(message, SEALED) === undefined ? message : without(message, [SEALED]);

/**
 * An object without these members, the others as they are written, in their order and without the space between them.
 * @param decodeNames whether `name` and `uri` may be written in other words: REST takes them out of the body
 */
function without(object: string, names: readonly string[], decodeNames = false): string {
  const kept = membersOf(object).filter(({ key }) => !names.includes(JSON.parse(key) as string));
  const members = kept.map(({ key, value }) => {
    const isName = decodeNames && (key === '"name"' || key === '"uri"');
    return `${key}:${isName ? JSON.stringify(JSON.parse(value)) : value}`;
  });
  return `{${members.join(',')}}`;
}

function differingLists(sent: readonly string[], got: readonly string[]): string | null {
  if (got.length !== sent.length) return `${sent.length} were sent, ${got.length} came`;
  return sent.map((message, n) => differing(message, got[n]!, true)).find((one) => one !== null) ?? null;
}

/** @param framed whether lines within the message end it on the way, and so become other space */
function differing(sent: string, got: string, framed: boolean): string | null {
  if (sent === got) return null;
  const [a, b] = framed && /[\r\n]/.test(sent) ? [compact(sent), compact(got)] : [sent, got];
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at++;
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));
  return `at ${at} of ${a.length}: sent ${around(a)}, got ${around(b)}`;
}
