import type { Case } from './corpus.js';
import { membersOf, valueOf } from './raw-json.js';

export type Era = 'modern' | 'legacy';

const DISCOVERED =
  '{"supportedVersions":["2026-07-28"],"capabilities":{"tools":{},"resources":{},"prompts":{},"completions":{}},"resultType":"complete","ttlMs":0,"cacheScope":"private"}';
const INITIALIZED =
  '{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"resources":{},"prompts":{},"completions":{}},"serverInfo":{"name":"echo","version":"1"}}';
/** Results of these say how long they may be kept (2026-07-28, Caching). */
const CACHEABLE = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
]);

/** What a server was asked and what it said to that, as it stood on the wire. */
export interface Heard {
  request: string;
  /** The value of `result` or `error`. */
  value: string;
  /** The whole message around it. */
  response: string;
  messages: string[];
}

/** What goes over the wire for one message; null where it is not answered. */
export interface Said {
  response: string;
  messages: string[];
  status: number;
}

/** What every transport has in common: the handshake of its era, and the answer of the case that is being tried. */
export class Echo {
  current: Case | null = null;
  heard: Heard | null = null;

  constructor(readonly era: Era) {}

  /** @param text one message, as it came */
  answer(text: string): Said | null {
    const method = JSON.parse(valueOf(text, 'method') ?? '""') as string;
    const id = valueOf(text, 'id');
    if (id === undefined || method === '') return null;
    const handshake = this.handshake(method);
    if (handshake !== null) {
      const status = handshake.startsWith('"error"') ? 400 : 200;
      return { response: `{"jsonrpc":"2.0","id":${id},${handshake}}`, messages: [], status };
    }
    return this.play(text, method, id);
  }

  private handshake(method: string): string | null {
    const unknown = '"error":{"code":-32601,"message":"unknown"}';
    if (method === 'ping') return '"result":{}';
    if (method === 'server/discover') return this.era === 'modern' ? `"result":${DISCOVERED}` : unknown;
    if (method === 'initialize') return this.era === 'legacy' ? `"result":${INITIALIZED}` : unknown;
    return null;
  }

  private play(request: string, method: string, id: string): Said {
    const { current } = this;
    if (!current) throw new Error('Nothing is being tried');
    const kind = current.kind ?? 'result';
    const value = kind === 'result' && this.era === 'modern' ? asModern(method, current.answer) : current.answer;
    const response = `{ "${kind}" :${value}\t,"id":${id}, "jsonrpc":"2.0" }`;
    const token = tokenIn(request);
    const messages = (current.messages ?? []).map((message) => message.replace('$TOKEN', () => token));
    this.heard = { request, value, response, messages };
    return { response, messages, status: 200 };
  }
}

/** The progress token of a request, as it is written. */
export function tokenIn(request: string): string {
  const params = valueOf(request, 'params');
  const meta = params === undefined ? undefined : valueOf(params, '_meta');
  return (meta === undefined ? undefined : valueOf(meta, 'progressToken')) ?? 'null';
}

function asModern(method: string, result: string): string {
  const members = `"resultType":"complete"${CACHEABLE.has(method) ? ',"ttlMs":0,"cacheScope":"private"' : ''}`;
  const rest = result.slice(result.indexOf('{') + 1);
  return `{${members}${membersOf(result).length > 0 ? ',' : ''}${rest}`;
}
