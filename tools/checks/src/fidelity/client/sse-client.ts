import type { Case } from '../corpus/case.js';
import { valueOf } from '../raw-json.js';
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
import { INITIALIZE } from './legacy-client.js';
import { listen, post, until } from './wire.js';

/** Speaks 2024-11-05 over HTTP+SSE: one stream on which all comes, and an address to post to. */
export class SseClient implements Client {
  readonly front = 'sse';
  private postUrl = '';
  private count = 0;
  private stream: { close(): void } | null = null;
  /** All that came since the request. */
  private came: string[] = [];
  private asked: string[] = [];
  private answered: string[] = [];
  private current: Case | null = null;

  constructor(private readonly address: Address) {}

  takes(one: Case): boolean {
    return one.era !== 'modern';
  }

  async open(): Promise<Greeting> {
    const url = `${this.address.url}/sse`;
    this.stream = await listen(url, null, { ...this.headers(), accept: 'text/event-stream' }, (message) => {
      if (this.postUrl === '') this.postUrl = new URL(message, url).href;
      else if (!this.answer(message)) this.came.push(message);
    });
    await until(() => this.postUrl !== '');
    const id = '"\\u0030"';
    const sent = requestOf(id, 'initialize', INITIALIZE.replace('2025-11-25', '2024-11-05'));
    const response = await this.request(sent, id);
    await this.post('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    return { sent, id, response, asEvents: true };
  }

  async send(one: Case): Promise<Exchanged> {
    Object.assign(this, { current: one, asked: [], answered: [], came: [] });
    for (const notification of one.tells ?? []) await this.post(notification);
    const id = idOf(this.count);
    const sent = requestOf(id, one.method, paramsOf(this.count++, one.params, metaMembers(one)));
    const response = await this.request(sent, id);
    await until(() => this.came.length > (one.beside?.length ?? 0));
    const { asked, answered } = this;
    const notifications = this.came.filter((message) => message !== response);
    // Nothing on the stream says which of the two it is.
    const [messages, beside] = one.beside ? [[], notifications] : [notifications, []];
    return { sent, id, status: 200, response, messages, asEvents: true, asked, answered, beside, told: [...(one.tells ?? [])] };
  } // prettier-ignore

  async close(): Promise<void> {
    this.stream?.close();
  }

  private async request(sent: string, id: string): Promise<string> {
    const { status, response } = await this.post(sent);
    if (status !== 202) throw new Error(`Not taken: ${status} ${response.slice(0, 300)}`);
    const isAnswer = (message: string): boolean =>
      valueOf(message, 'id') === id && valueOf(message, 'method') === undefined;
    await until(() => this.came.some(isAnswer));
    const answer = this.came.find(isAnswer);
    if (answer === undefined) throw new Error('No answer came on the stream');
    return answer;
  }

  private answer(message: string): boolean {
    const answer = answerTo(message, this.current);
    if (answer === null) return false;
    this.asked.push(message);
    this.answered.push(answer);
    void this.post(answer);
    return true;
  }

  private post(body: string): ReturnType<typeof post> {
    return post(this.postUrl, body, this.headers());
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.address.apiKey}` };
  }
}
