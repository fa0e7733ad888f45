import { Agent, request as httpRequest } from 'node:http';
import type { Case } from './corpus.js';
import type { Era } from './echo.js';
import { membersOf } from './raw-json.js';

export type FrontName = 'rest' | 'legacy' | 'modern';

/** What a client sent and what it got, as it stood on the wire. */
export interface Exchanged {
  /** The body. */
  sent: string;
  /** The `id` of the request; null for REST. */
  id: string | null;
  status: number;
  /** The message with the answer, or the body of a REST answer. */
  response: string;
  /** What came before it. */
  messages: string[];
  /** Whether all that came as events. */
  asEvents: boolean;
}

const MODERN_META =
  '"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{"x":1.0}},"io.modelcontextprotocol/clientInfo":{"name":"\\u0066idelity","version":"1.0"}';
/** Ids that a client may use. */
const IDS = ['1', '"a\\u0062c"', '9007199254740993', '"🛠 é\\""', '-7', '"1"'];
const REST_PATHS: Record<string, string> = {
  'tools/call': 'tools/call', 'tools/list': 'tools/list', 'resources/list': 'resources/list', 'resources/read': 'resources/read',
  'prompts/list': 'prompts/list', 'prompts/get': 'prompts/get',
}; // prettier-ignore
const TIMEOUT_MS = 20_000;
const agent = new Agent({ keepAlive: true });

/** One client of the gateway, with one server behind it. */
export class Client {
  private sessionId: string | null = null;
  private count = 0;

  constructor(
    readonly front: FrontName,
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** Whether this front has a place for all that the case holds. */
  takes(one: Case): boolean {
    if (this.front !== 'rest') return true;
    const members = membersOf(`{${one.params}}`).map(({ key }) => JSON.parse(key) as string);
    const known = new Set(['name', 'uri', 'arguments', 'cursor']);
    // REST has neither messages nor JSON-RPC errors, and leaves what it does not know alone.
    const isWhole = one.kind !== 'error' && !one.messages && members.every((name) => known.has(name));
    return isWhole && one.method in REST_PATHS && (one.method !== 'tools/call' || members.includes('arguments'));
  }

  async send(one: Case): Promise<Exchanged> {
    if (this.front === 'rest') return this.sendRest(one);
    if (this.front === 'legacy') this.sessionId ??= await this.open();
    const id = IDS[this.count++ % IDS.length] as string;
    const era: Era = this.front;
    const meta = [era === 'modern' ? MODERN_META : '', one.token ? `"progressToken":${one.token}` : '', one.meta ?? ''];
    const params = [one.params, metaOf(meta.filter(Boolean).join(','))].filter(Boolean).join(',');
    const sent = `{ "jsonrpc":"2.0", "params":{${params}},\t"method":"${one.method}","id":${id} }`;
    return { ...(await this.post(this.url, sent, this.headersOf(one))), sent, id };
  }

  private async sendRest(one: Case): Promise<Exchanged> {
    const params = one.method === 'tools/call' ? one.params.replace(/^"name":/, '"tool":') : one.params;
    const sent = `{${[params, metaOf(one.meta ?? '')].filter(Boolean).join(',')}}`;
    return { ...(await this.post(`${this.url}/${REST_PATHS[one.method]}`, sent, {})), sent, id: null };
  }

  private headersOf(one: Case): Record<string, string> {
    const accept = 'application/json, text/event-stream';
    if (this.front === 'legacy') {
      return { accept, 'mcp-protocol-version': '2025-11-25', 'mcp-session-id': this.sessionId ?? '' };
    }
    const named = membersOf(`{${one.params}}`).find(({ key }) => key === '"name"' || key === '"uri"');
    const headers = { accept, 'mcp-protocol-version': '2026-07-28', 'mcp-method': one.method };
    return named ? { ...headers, 'mcp-name': headerValue(JSON.parse(named.value) as string) } : headers;
  }

  private async open(): Promise<string> {
    const body = '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"fidelity","version":"1"}}}';
    const opened = await this.post(this.url, body, { accept: 'application/json, text/event-stream' });
    if (opened.sessionId === undefined) throw new Error(`No session: ${opened.status} ${opened.response}`);
    return opened.sessionId;
  } // prettier-ignore

  private post(url: string, body: string, headers: Record<string, string>): Promise<Omit<Exchanged, 'sent' | 'id'> & { sessionId?: string }> {
    const all = { ...headers, authorization: `Bearer ${this.apiKey}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: 'POST', agent, headers: all, signal: AbortSignal.timeout(TIMEOUT_MS) }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const asEvents = (answer.headers['content-type'] ?? '').startsWith('text/event-stream');
          const text = Buffer.concat(parts).toString();
          const events = asEvents ? eventsIn(text) : [text];
          const sessionId = answer.headers['mcp-session-id'];
          const known = typeof sessionId === 'string' ? { sessionId } : {};
          resolve({ status: answer.statusCode ?? 0, response: events.at(-1) ?? '', messages: events.slice(0, -1), asEvents, ...known });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  } // prettier-ignore
}

const metaOf = (members: string): string => (members === '' ? '' : `"_meta":{${members}}`);

/** The data of each event that has some. */
function eventsIn(text: string): string[] {
  const blocks = text.split(/\n\n/).map((block) => block.split('\n').filter((line) => line.startsWith('data:')));
  return blocks.map((lines) => lines.map((line) => line.replace(/^data: ?/, '')).join('\n')).filter((data) => data !== '');
} // prettier-ignore

/** As 2026-07-28 (Streamable HTTP, Value Encoding) has it. */
function headerValue(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}
