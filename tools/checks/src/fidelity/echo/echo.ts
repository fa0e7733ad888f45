import type { Case, Era } from '../corpus/case.js';
import { membersOf, valueOf } from '../raw-json.js';
import { DISCOVERED, INITIALIZED } from './handshake.js';

/** Results of these say how long they may be kept (2026-07-28, Caching). */
const CACHEABLE = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
]);
const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';

/** What a server was asked and what was said around that, as it stood on the wire. */
export interface Heard {
  request: string;
  /** The value of `result` or `error`. */
  value: string;
  /** The whole message around it. */
  response: string;
  messages: string[];
  /** What the client was asked: messages, or the result that asks (2026-07-28). */
  asked: string[];
  /** What the client answered: messages. */
  answered: string[];
  beside: string[];
  told: string[];
}

/** The way back for one message that came in. */
export interface Reply {
  write(message: string): void;
  /** The last message. @param status of HTTP, where there is one */
  end(message: string, status: number): void;
  /** Nothing is said to it. */
  accept(): void;
}

/** What every transport has in common: the handshake of its era, and the part of the case that is being tried. */
export class Echo {
  current: Case | null = null;
  /** Of the last request of `current`. */
  heard: Heard | null = null;
  /** Of the last handshake. */
  greeting: { request: string; response: string } | null = null;
  /** Where messages go that belong to no request, and the members of `_meta` that they need there. */
  standing: { write(message: string): void; meta: string } | null = null;
  private told: string[] = [];
  private readonly waiting = new Map<string, (message: string) => void>();

  constructor(readonly era: Era) {}

  /** Begins a case. */
  play(current: Case): void {
    this.current = current;
    this.heard = null;
    this.told = [];
  }

  /** @param text one message, as it came */
  receive(text: string, reply: Reply): void {
    const method = JSON.parse(valueOf(text, 'method') ?? '""') as string;
    const id = valueOf(text, 'id');
    if (method === '') this.waiting.get(id ?? '')?.(text);
    else if (id === undefined && method !== 'notifications/initialized') this.told.push(text);
    if (method === '' || id === undefined) reply.accept();
    else if (!this.handshake(text, method, id, reply)) void this.answer(text, method, id, reply);
  }

  private handshake(request: string, method: string, id: string, reply: Reply): boolean {
    const respond = (rest: string, status = 200): true => {
      const response = `{"jsonrpc":"2.0","id":${id},${rest}}`;
      if (status === 200 && method !== 'ping') this.greet(request, method, response);
      reply.end(response, status);
      return true;
    };
    const isModern = this.era === 'modern';
    const unknown = '"error":{"code":-32601,"message":"unknown"}';
    if (method === 'ping') return respond('"result":{}');
    if (method === 'server/discover') return isModern ? respond(`"result":${DISCOVERED}`) : respond(unknown, 400);
    if (method === 'initialize') return isModern ? respond(unknown, 400) : respond(`"result":${INITIALIZED}`);
    return method === 'subscriptions/listen' && this.subscribe(request, id, reply);
  }

  private greet(request: string, method: string, response: string): void {
    this.greeting = { request, response };
    if (this.current?.method !== method) return;
    const value = valueOf(response, 'result') ?? '';
    this.heard = { request, value, response, messages: [], asked: [], answered: [], beside: [], told: [] };
  }

  /** 2026-07-28, subscriptions: what is acknowledged comes first, and all of it names the request. */
  private subscribe(request: string, id: string, reply: Reply): true {
    const meta = `"${SUBSCRIPTION}":${id}`;
    this.standing = { write: (message) => reply.write(message), meta };
    const asked = valueOf(valueOf(request, 'params') ?? '{}', 'notifications') ?? '{}';
    const params = `{"_meta":{${meta}},"notifications":${asked}}`;
    reply.write(`{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":${params}}`);
    return true;
  }

  private async answer(request: string, method: string, id: string, reply: Reply): Promise<void> {
    const { current, era, standing, told } = this;
    if (!current) throw new Error('Nothing is being tried');
    if (method !== current.method) return reply.end(unasked(method, id, era), 200);
    const kind = current.kind ?? 'result';
    const value = kind === 'result' && era === 'modern' ? asModern(method, current.answer) : current.answer;
    const response = `{ "${kind}" :${value}\t,"id":${id}, "jsonrpc":"2.0" }`;
    const messages = (current.messages ?? []).map((message) => message.replace('$TOKEN', () => tokenIn(request)));
    const beside = (current.beside ?? []).map((message) => message.replace('$META', () => standing?.meta ?? ''));
    const asked = this.heard?.asked ?? [];
    const heard: Heard = { request, value, response, messages, asked, answered: [], beside, told };
    this.heard = heard;
    for (const message of beside) standing?.write(message);
    for (const message of messages) reply.write(message);
    if (era === 'modern' && current.asks && !request.includes('"inputResponses"')) {
      const result = asking(current);
      asked.push(result);
      reply.end(`{"jsonrpc":"2.0","result":${result},"id":${id}}`, 200);
      return;
    }
    if (era === 'legacy') await Promise.all((current.asks ?? []).map((_, n) => this.ask(current, n, heard, reply)));
    reply.end(response, 200);
  }

  private ask(current: Case, n: number, heard: Heard, reply: Reply): Promise<void> {
    const { method, params } = current.asks![n]!;
    const id = [`"q\\u0031 é${n}"`, `900719925474099${n}`, `"${n}"`][n % 3]!;
    const message = `{ "method":"${method}",\t"id":${id},"params":${params},"x-vendor":1.0,"jsonrpc":"2.0" }`;
    heard.asked.push(message);
    reply.write(message);
    return new Promise((resolve) => {
      this.waiting.set(id, (answer) => {
        heard.answered.push(answer);
        this.waiting.delete(id);
        resolve();
      });
    });
  }
}

/** A gateway may look at lists of its own accord. */
function unasked(method: string, id: string, era: Era): string {
  const lists = '{"tools":[],"resources":[],"resourceTemplates":[],"prompts":[]}';
  return `{"jsonrpc":"2.0","id":${id},"result":${era === 'modern' ? asModern(method, lists) : lists}}`;
}

/** What a server wants to have back; a string of more than one byte a character, and one that is written in other words. */
export const STATE = '"\\u0073tate é\\"🛠\\\\"';

function asking({ asks = [] }: Case): string {
  const requests = asks.map(
    ({ method, params }, n) => `"k\\u0065y é${n}": { "method":"${method}", "params":${params},"x":1.0 }`,
  );
  return `{ "requestState":${STATE},"x":1e400,"inputRequests":{${requests.join(',\t')}},"resultType":"input_required" }`;
}

/** The progress token of a request, as it is written. */
export function tokenIn(request: string): string {
  const params = valueOf(request, 'params');
  const meta = params === undefined ? undefined : valueOf(params, '_meta');
  return (meta === undefined ? undefined : valueOf(meta, 'progressToken')) ?? 'null';
}

function asModern(method: string, result: string): string {
  if (valueOf(result, 'resultType') !== undefined) return result;
  const members = `"resultType":"complete"${CACHEABLE.has(method) ? ',"ttlMs":0,"cacheScope":"private"' : ''}`;
  const rest = result.slice(result.indexOf('{') + 1);
  return `{${members}${membersOf(result).length > 0 ? ',' : ''}${rest}`;
}
