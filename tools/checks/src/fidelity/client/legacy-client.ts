import type { Case } from '../corpus/case.js';
import {
  answerTo,
  idOf,
  metaMembers,
  paramsOf,
  requestOf,
  type Address,
  type Client,
  type Exchanged,
  type Greeting,
} from './client.js';
import { listen, post, until } from './wire.js';

const VERSION = '2025-11-25';
/** All that a server may ask for, so that it asks; and what nobody knows. */
export const INITIALIZE =
  '"capabilities":{"sampling":{"tools":{}},"elicitation":{"form":{},"url":{}},"roots":{"listChanged":true},"experimental":{"x":{"n":9007199254740993}}},"clientInfo":{"name":"\\u0066idelity","version":"1.0","icons":[{"src":"data:,"}],"x":1e400},"protocolVersion":"2025-11-25","x-vendor":[1.0]';

/** Speaks 2025-11-25: a session, with a stream of its own where there is one. */
export class LegacyClient implements Client {
  readonly front = 'legacy';
  private sessionId = '';
  private count = 0;
  private stream: { close(): void } | null = null;
  private asked: string[] = [];
  private answered: string[] = [];
  private beside: string[] = [];
  private current: Case | null = null;

  /** @param hasStream whether the server says something that belongs to no request */
  constructor(
    private readonly address: Address,
    private readonly hasStream: boolean,
  ) {}

  takes(one: Case): boolean {
    return one.era !== 'modern';
  }

  async open(): Promise<Greeting> {
    const sent = requestOf('"\\u0030"', 'initialize', INITIALIZE);
    const { sessionId, ...opened } = await this.post(sent);
    if (sessionId === null) throw new Error(`No session: ${opened.status} ${opened.response}`);
    this.sessionId = sessionId;
    await this.post('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    if (this.hasStream) {
      this.stream = await listen(this.address.url, null, this.headers('text/event-stream'), (message) => {
        if (!this.answer(message)) this.beside.push(message);
      });
    }
    return { ...opened, sent, id: '"\\u0030"' };
  }

  async send(one: Case): Promise<Exchanged> {
    Object.assign(this, { current: one, asked: [], answered: [], beside: [] });
    for (const notification of one.tells ?? []) await this.post(notification);
    const id = idOf(this.count);
    const params = paramsOf(this.count++, one.params, metaMembers(one));
    const sent = requestOf(id, one.method, params === '' && this.count % 2 === 0 ? null : params);
    const { sessionId: _, messages, ...answer } = await this.post(sent, (message) => void this.answer(message));
    await until(() => this.beside.length >= (one.beside?.length ?? 0));
    const { asked, answered, beside } = this;
    const told = [...(one.tells ?? [])];
    return { ...answer, messages: messages.filter((message) => !asked.includes(message)), sent, id, asked, answered, beside, told };
  } // prettier-ignore

  async close(): Promise<void> {
    this.stream?.close();
    await fetch(this.address.url, { method: 'DELETE', headers: this.headers('*/*') });
  }

  /** Answers what the server asks; false where it asks nothing. */
  private answer(message: string): boolean {
    const answer = answerTo(message, this.current);
    if (answer === null) return false;
    this.asked.push(message);
    this.answered.push(answer);
    void this.post(answer);
    return true;
  }

  private post(body: string, onMessage?: (message: string) => void): ReturnType<typeof post> {
    return post(this.address.url, body, this.headers('application/json, text/event-stream'), onMessage);
  }

  private headers(accept: string): Record<string, string> {
    const session = this.sessionId === '' ? {} : { 'mcp-session-id': this.sessionId, 'mcp-protocol-version': VERSION };
    return { accept, authorization: `Bearer ${this.address.apiKey}`, ...session } as Record<string, string>;
  }
}
