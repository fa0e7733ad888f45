import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from './messages.js';
import {
  argumentsOf, CAPABILITIES, elicitation, INFO, message, metaOf, PROGRESS_STEPS, progressOf, TICK_MS, TOOLS, updated, workText,
} from './serving.js'; // prettier-ignore

const STANDING = 'g';
const ANSWER_TIMEOUT_MS = 20_000;

interface Stream {
  readonly frames: string[];
  /** Who listens, and how many frames each was sent; the last one is told what comes. */
  readonly listeners: { readonly response: ServerResponse; sent: number }[];
  done: boolean;
}

/** A session of 2025-11-25 on the server's side: what it tells is numbered and kept, and each stream can be resumed. */
export class UpstreamSession {
  /** What its client was told of its subscription. */
  told = 0;
  private readonly streams = new Map<string, Stream>();
  private readonly answers = new Map<string, (answer: Message) => void>();
  private asked = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(readonly id: string) {
    this.streams.set(STANDING, { frames: [], listeners: [], done: false });
  }

  /** A GET: goes on behind that event, or with the stream for all that belongs to no call. */
  listen(lastEventId: string | null, response: ServerResponse): void {
    const [name = STANDING, seen = '0'] = lastEventId?.split('.') ?? [];
    const stream = this.streams.get(name);
    if (!stream) return void response.writeHead(400).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: ${name}.${seen}\ndata:\n\n`);
    this.attach(stream, response, Number(seen));
    if (stream.done) response.end();
  }

  /** A message that was posted. */
  take(one: Message, response: ServerResponse): void {
    if (one.method === undefined) {
      this.answers.get(String(one.id))?.(one);
      this.answers.delete(String(one.id));
    }
    if (one.method === undefined || one.id === undefined) return void response.writeHead(202).end();
    if (one.method !== 'tools/call') return this.answerAt(one, response);
    const name = `p${this.streams.size}`;
    const stream: Stream = { frames: [], listeners: [], done: false };
    this.streams.set(name, stream);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`id: ${name}.0\ndata:\n\n`);
    this.attach(stream, response, 0);
    void this.work(one, (body) => this.tell(name, body)).finally(() => {
      stream.done = true;
      for (const { response: open } of stream.listeners) open.end();
    });
  }

  end(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** Ends the standing stream, so that nothing is told any more. */
  close(): void {
    this.end();
    for (const { listeners } of this.streams.values()) for (const { response } of listeners) response.destroy();
  }

  private answerAt(one: Message, response: ServerResponse): void {
    const result = this.resultOf(one);
    const body = message(result ? { id: one.id, result } : { id: one.id, error: { code: -32601, message: 'no' } });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }

  private resultOf({ method, params }: Message): object | null {
    if (method === 'initialize') return { protocolVersion: '2025-11-25', capabilities: CAPABILITIES, serverInfo: INFO };
    if (method === 'tools/list') return { tools: TOOLS };
    if (method !== 'resources/subscribe') return null;
    const uri = String(params?.['uri']);
    this.timer ??= setInterval(() => this.tell(STANDING, updated(uri, ++this.told, this.id)), TICK_MS);
    return {};
  }

  private async work(call: Message, say: (body: object) => void): Promise<void> {
    const { tag, n } = argumentsOf(call);
    for (let step = 1; step <= PROGRESS_STEPS; step++) {
      say(progressOf(metaOf(call)['progressToken'], step));
      await delay(20);
    }
    const id = `${this.id}-${++this.asked}`;
    const answered = new Promise<Message>((resolve) => this.answers.set(id, resolve));
    say({ id, ...elicitation(String(tag)) });
    const answer = await Promise.race([answered, delay(ANSWER_TIMEOUT_MS, null, { ref: false })]);
    const content = answer?.result?.['content'] as { answer?: string } | undefined;
    const text = workText(String(tag), n, content?.answer);
    say({ id: call.id, result: { content: [{ type: 'text', text }] } });
  }

  /**
   * A request of a gateway that was killed may be read after that of the one that took over: when it is found to be cut off,
   * the one before it listens again.
   */
  private attach(stream: Stream, response: ServerResponse, seen: number): void {
    const { listeners } = stream;
    const listener = { response, sent: seen };
    listeners.push(listener);
    this.flush(stream);
    response.on('close', () => {
      listeners.splice(listeners.indexOf(listener), 1);
      this.flush(stream);
    });
  }

  private tell(name: string, body: object): void {
    const stream = this.streams.get(name)!;
    stream.frames.push(`id: ${name}.${stream.frames.length + 1}\nevent: message\ndata: ${message(body)}\n\n`);
    this.flush(stream);
  }

  private flush({ frames, listeners }: Stream): void {
    const listener = listeners.at(-1);
    if (!listener) return;
    for (const frame of frames.slice(listener.sent)) listener.response.write(frame);
    listener.sent = frames.length;
  }
}
