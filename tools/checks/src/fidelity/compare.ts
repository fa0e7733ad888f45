import type { Exchanged, FrontName } from './clients.js';
import type { Heard } from './echo.js';
import type { Leg } from './legs.js';
import { compact, membersOf, valueOf } from './raw-json.js';

/** What has to be rewritten on a leg of the gateway's own: what a hop says of itself. */
const OWN_META = new Set(['progressToken', 'traceparent', 'io.modelcontextprotocol/protocolVersion']);
/** What a client of 2026-07-28 says of itself is for a server of that revision only. */
const CLIENT_META = new Set(['io.modelcontextprotocol/clientCapabilities', 'io.modelcontextprotocol/clientInfo']);
/** What results of 2026-07-28 have more than those of the revisions before it. */
const MODERN_RESULT = new Set(['resultType', 'ttlMs', 'cacheScope']);

/** Which way of the exchange, and what is not identical; null where all is. */
export interface Verdict {
  readonly part: 'request' | 'answer' | 'messages';
  readonly difference: string | null;
}

/** Holds what arrived at each end against what was sent at the other, in bytes wherever nothing has to be rewritten. */
export function compare(front: FrontName, leg: Leg, exchanged: Exchanged, heard: Heard): Verdict[] {
  const relayed = front === 'legacy' && leg.relaysSessions;
  const verdicts: Verdict[] = [
    { part: 'request', difference: relayed ? differing(exchanged.sent, heard.request, false) : request(front, leg, exchanged, heard) },
    { part: 'answer', difference: answer(front, leg, exchanged, heard) },
  ];
  if (heard.messages.length > 0) verdicts.push({ part: 'messages', difference: messages(exchanged, heard, relayed) });
  return verdicts;
} // prettier-ignore

function request(front: FrontName, leg: Leg, { sent }: Exchanged, heard: Heard): string | null {
  const given = front === 'rest' ? sent.replace('"tool":', '"name":') : (valueOf(sent, 'params') ?? '{}');
  const got = valueOf(heard.request, 'params') ?? '{}';
  const keepsClient = front === 'modern' && leg.era === 'modern';
  const dropped = keepsClient ? OWN_META : new Set([...OWN_META, ...CLIENT_META]);
  const isRest = front === 'rest';
  return (
    differing(without(given, new Set(['_meta']), isRest), without(got, new Set(['_meta']), isRest), leg.isFramed) ??
    differing(without(valueOf(given, '_meta') ?? '{}', dropped), without(valueOf(got, '_meta') ?? '{}', dropped), leg.isFramed)
  );
} // prettier-ignore

function answer(front: FrontName, leg: Leg, { id, status, response, asEvents }: Exchanged, heard: Heard): string | null {
  const framed = leg.isFramed || asEvents;
  if (front === 'legacy' && leg.relaysSessions) return differing(heard.response, response, framed);
  const kind = valueOf(heard.response, 'result') === undefined ? 'error' : 'result';
  const got = status === 200 || kind === 'error' ? valueOf(response, kind) : undefined;
  if (got === undefined) return `HTTP ${status}: ${response.slice(0, 300)}`;
  if (id !== null && valueOf(response, 'id') !== id) return `id: sent ${id}, got ${valueOf(response, 'id')}`;
  const bridged = front !== 'rest' && front !== leg.era && kind === 'result';
  return bridged
    ? differing(without(heard.value, MODERN_RESULT), without(got, MODERN_RESULT), framed)
    : differing(heard.value, got, framed);
} // prettier-ignore

function messages({ sent, messages: got }: Exchanged, heard: Heard, relayed: boolean): string | null {
  if (got.length !== heard.messages.length) return `${heard.messages.length} were sent, ${got.length} came`;
  const token = valueOf(valueOf(valueOf(sent, 'params') ?? '{}', '_meta') ?? '{}', 'progressToken') ?? 'null';
  const theirs = valueOf(valueOf(valueOf(heard.request, 'params') ?? '{}', '_meta') ?? '{}', 'progressToken') ?? 'null';
  const [from, to] = [`"progressToken":${theirs}`, `"progressToken":${token}`];
  const expected = heard.messages.map((message) => (relayed ? message : message.replace(from, () => to)));
  return expected.map((message, n) => differing(message, got[n] as string, true)).find((one) => one !== null) ?? null;
}

/**
 * An object without these members, the others as they are written, in their order and without the space between them.
 * @param decodeNames whether `name` and `uri` may be written in other words: REST takes them out of the body
 */
function without(object: string, names: ReadonlySet<string>, decodeNames = false): string {
  const kept = membersOf(object).filter(({ key }) => !names.has(JSON.parse(key) as string));
  const members = kept.map(({ key, value }) => {
    const isName = decodeNames && (key === '"name"' || key === '"uri"');
    return `${key}:${isName ? JSON.stringify(JSON.parse(value)) : value}`;
  });
  return `{${members.join(',')}}`;
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
