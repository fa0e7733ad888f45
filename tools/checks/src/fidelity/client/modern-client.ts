import type { Case } from '../corpus/case.js';
import { membersOf, valueOf } from '../raw-json.js';
import { idOf, joined, metaOf, paramsOf, requestOf, type Address, type Client, type Exchanged } from './client.js';
import { headerValue, listen, post, until } from './wire.js';

const META =
  '"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{},"url":{},"x":1.0},"sampling":{"tools":{}},"roots":{},"extensions":{"io.modelcontextprotocol/tasks":{}}},"io.modelcontextprotocol/clientInfo":{"name":"\\u0066idelity","version":"1.0"}';
const FILTER =
  '"notifications":{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true,"resourceSubscriptions":["file:///\\u0061 é"],"x-vendor":1.0}';
/** Members of `params` that a header repeats (2026-07-28, Streamable HTTP, Standard Request Headers). */
const NAMED = new Set(['"name"', '"uri"', '"taskId"']);

/** Speaks 2026-07-28: each request stands alone. */
export class ModernClient implements Client {
  readonly front = 'modern';
  private count = 0;
  private stream: { close(): void } | null = null;
  private beside: string[] = [];

  /** @param hasStream whether the server says something that belongs to no request */
  constructor(
    private readonly address: Address,
    private readonly hasStream: boolean,
  ) {}

  takes(one: Case): boolean {
    // Notifications of a client have no way to a server in this revision.
    return one.era !== 'legacy' && !one.tells;
  }

  async open(): Promise<null> {
    if (!this.hasStream) return null;
    const method = 'subscriptions/listen';
    const body = requestOf(LISTEN_ID, method, joined(FILTER, metaOf(META)));
    this.stream = await listen(this.address.url, body, this.headers(method, ''), (message) =>
      this.beside.push(message),
    );
    await until(() => this.beside.length > 0);
    return null;
  }

  async send(one: Case): Promise<Exchanged> {
    this.beside = [];
    const first = await this.request(one, '');
    const asked = one.asks ? [valueOf(first.response, 'result') ?? first.response] : [];
    const last = one.asks ? await this.request(one, retried(one, asked[0]!)) : first;
    await until(() => this.beside.length >= (one.beside?.length ?? 0));
    return { ...last, asked, answered: [], beside: this.beside, told: [] };
  }

  async close(): Promise<void> {
    this.stream?.close();
  }

  private async request(one: Case, more: string): Promise<Omit<Exchanged, 'asked' | 'answered' | 'beside' | 'told'>> {
    const id = idOf(this.count);
    const meta = joined(META, one.token && `"progressToken":${one.token}`, one.meta);
    const sent = requestOf(id, one.method, paramsOf(this.count++, joined(one.params, more), meta));
    const { messages, ...answer } = await post(this.address.url, sent, this.headers(one.method, one.params));
    return { ...answer, messages: [...messages], sent, id };
  }

  private headers(method: string, params: string): Record<string, string> {
    const named = membersOf(`{${params}}`).find(({ key }) => NAMED.has(key));
    return {
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${this.address.apiKey}`,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(named && named.value.startsWith('"') ? { 'mcp-name': headerValue(JSON.parse(named.value) as string) } : {}),
    };
  }
}

export const LISTEN_ID = '"\\u006cisten é"';

/** The members of `params` that answer what was asked, each under its own key as it is written. */
function retried({ asks = [] }: Case, result: string): string {
  const requests = membersOf(valueOf(result, 'inputRequests') ?? '{}');
  const answers = requests.map(({ key, value }) => {
    const question = asks.find(({ method }) => JSON.stringify(method) === valueOf(value, 'method'));
    return `${key}: ${question?.result ?? '{}'}`;
  });
  return `"inputResponses":{${answers.join(' ,')}},"requestState":${valueOf(result, 'requestState')}`;
}
