import { SseParser } from '@gatewayops/mcp';
import { KEY, until } from '../front.fixture.js';

type Json = Record<string, unknown>;

/** A client of HTTP+SSE, down to its bytes. */
export class SseClient {
  readonly messages: Json[] = [];
  address = '';
  ended = false;
  private paused = false;
  private readonly abort = new AbortController();

  static async open(url: string, path: string, key = KEY): Promise<SseClient> {
    const client = new SseClient(url, key);
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
      signal: client.abort.signal,
    });
    if (response.status !== 200) throw Object.assign(new Error(await response.text()), { status: response.status });
    void client.read(response);
    await until(() => client.address !== '');
    return client;
  }

  private constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async post(body: string, { key = this.key, address = this.address } = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return fetch(`${this.url}${address}`, { method: 'POST', headers, body });
  }

  /** What came with that id, once it came. */
  async answerTo(id: number): Promise<Json> {
    const find = () => this.messages.find((message) => message['id'] === id && !('method' in message));
    await until(() => find() !== undefined);
    return find()!;
  }

  /** Reads no more, from the next piece on. */
  pause(): void {
    this.paused = true;
  }

  close(): void {
    this.abort.abort();
  }

  private async read(response: Response): Promise<void> {
    const parser = new SseParser(1 << 24, ({ event, data }) => {
      if (event === 'endpoint') this.address = data.toString();
      else this.messages.push(JSON.parse(data.toString()) as Json);
    });
    try {
      for await (const chunk of response.body!) {
        while (this.paused && !this.abort.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
        parser.push(Buffer.from(chunk));
      }
    } catch {
      // Cut off: it is over either way.
    }
    this.ended = true;
  }
}
