import type { Case } from '../corpus/case.js';
import { valueOf } from '../raw-json.js';

export type FrontName = 'rest' | 'legacy' | 'sse' | 'modern';

/** What a client sent and what it got, as it stood on the wire. */
export interface Exchanged {
  /** The body of the request; of the last one, where the server asked for more. */
  sent: string;
  /** The `id` of the request; null for REST. */
  id: string | null;
  status: number;
  /** The message with the answer, or the body of a REST answer. */
  response: string;
  /** Notifications that came before it. */
  messages: string[];
  /** Whether all that came as events. */
  asEvents: boolean;
  /** What the server asked: messages, or the result that asks (2026-07-28). */
  asked: string[];
  /** What was answered to that: messages. */
  answered: string[];
  /** What came on the stream that belongs to no request. */
  beside: string[];
  told: string[];
}

/** A handshake, as it stood on the wire. */
export type Greeting = Pick<Exchanged, 'sent' | 'id' | 'response' | 'asEvents'>;

/** One client of the gateway, with one server behind it. */
export interface Client {
  readonly front: FrontName;
  /** Whether this front has a place for all that the case holds. */
  takes(one: Case): boolean;
  /** null where there is no handshake. */
  open(): Promise<Greeting | null>;
  send(one: Case): Promise<Exchanged>;
  close(): Promise<void>;
}

export interface Address {
  readonly url: string;
  readonly apiKey: string;
}

/** Ids that a client may use. */
const IDS = ['1', '"a\\u0062c"', '9007199254740993', '"🛠 é\\""', '-7', '"1"'];
/** A client has each under way once at most, so that they may come again. */
export const idOf = (count: number): string => IDS[count % IDS.length]!;

export const joined = (...members: (string | undefined)[]): string => members.filter(Boolean).join(',');
export const metaOf = (members: string): string => (members === '' ? '' : `"_meta":{${members}}`);
/** `_meta` may stand before the other members, and behind them. */
export const paramsOf = (count: number, members: string, meta: string): string =>
  count % 2 === 0 ? joined(members, metaOf(meta)) : joined(metaOf(meta), members);

/** What a client of the older revisions has in `_meta` of the case's request. */
export const metaMembers = ({ token, meta }: Case): string => joined(token && `"progressToken":${token}`, meta);

/** The answer of such a client to a question of the case's server, with its members in an odd order; null for any other message. */
export function answerTo(message: string, current: Case | null): string | null {
  const id = valueOf(message, 'id');
  const method = valueOf(message, 'method');
  if (id === undefined || method === undefined) return null;
  const question = current?.asks?.find((each) => JSON.stringify(each.method) === method);
  return `{ "result":${question?.result ?? '{}'},"x":1.0,\t"id":${id},"jsonrpc":"2.0" }`;
}

/** A request, with its members in an odd order. */
export const requestOf = (id: string, method: string, params: string | null): string =>
  `{ "jsonrpc":"2.0", ${params === null ? '' : `"params":{${params}},\t`}"method":"${method}","id":${id} }`;
