import { buildRequest } from '../raw/edit.js';
import type { RpcMessage } from '../raw/message.js';
import { bytesOf, sliceOf, memberOf, stringOf } from '../raw/slice.js';
import { CallersIds, isAboutCalls } from '../upstream/client-calls.js';
import { envelopedRequest } from '../upstream/envelope.js';
import { NoSessions } from '../upstream/leg.js';
import type { LegAnswer, LegRequest } from '../upstream/leg.js';
import type { Deadline } from '../upstream/timer-wheel.js';
import type { ClientSession } from '../upstream/types.js';
import { addForwarded } from './connection.js';
import type { HttpContext } from './http-context.js';
import { SessionForgotten, SseChannel } from './sse-channel.js';

const LEGACY = { own: '', keepLogLevel: false };
/** Nobody calls and nobody listens: the session is opened again when it is asked for. */
const IDLE_MS = 300_000;

/** A session of HTTP+SSE that is one client's: what the server asks is asked of that client, and what it tells is told to it. */
export class SseClientSession implements ClientSession {
  private readonly channel: SseChannel;
  private readonly ids = new CallersIds();
  private readonly ended: (() => void)[] = [];
  /** What the client said last is on its way until this resolves: a request must not overtake it. */
  private said: Promise<unknown> = Promise.resolve();
  private isOver = false;
  private holds = 0;
  private calls = 0;
  private idle: Deadline | null = null;

  /** @param heard gets messages for which no call of the client is open to take them */
  constructor(
    private readonly context: HttpContext,
    private readonly heard: (raw: Buffer) => void,
  ) {
    this.channel = new SseChannel(context, {
      onMessage: (message) => this.hear(message),
      onEnd: () => {
        this.isOver = true;
        this.idle?.cancel();
        for (const listener of this.ended.splice(0)) listener();
      },
    });
  }

  get alive(): boolean {
    return this.channel.isUsable;
  }

  /** With the client's own `initialize`. @returns the raw result @throws NoSessions when the server refuses it */
  async open(initialize: Buffer): Promise<Buffer> {
    try {
      await this.channel.open();
      const { timeoutMs } = this.context.server.settings;
      const id = this.channel.nextId();
      const body = buildRequest(id, 'initialize', initialize);
      const answer = await this.channel.call({ id, body, headers: [], timeoutMs, progressToken: null });
      if (answer.kind === 'error') {
        throw new NoSessions('upstream_error', 'The MCP server refused `initialize`.', { countsAgainst: false });
      }
      const version = stringOf(memberOf(sliceOf(answer.body), 'protocolVersion'));
      if (version !== null) this.channel.headers = ['mcp-protocol-version', version];
      this.rest();
      return answer.body;
    } catch (error) {
      this.channel.close();
      throw error;
    }
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const { method, params, traceparent, onMessage, timeoutMs, callersId } = request;
    const id = this.channel.nextId();
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      LEGACY,
    );
    const headers = ['traceparent', traceparent];
    addForwarded(headers, request.headers, this.context.server.credential);
    const forget = this.ids.add(callersId, id);
    this.work(1);
    try {
      await this.said;
      // Without the caller's signal: that a client is gone is no cancellation (2025-11-25, Transports).
      const answer = await this.channel.call({ id, body, headers, timeoutMs, progressToken, onMessage });
      return { ...answer, stream: null, era: 'legacy', httpStatus: 200 };
    } catch (error) {
      // It is opened again for the next request.
      if (error instanceof SessionForgotten) this.channel.close();
      throw error;
    } finally {
      forget();
      this.work(-1);
    }
  }

  tell(message: RpcMessage): void {
    const raw = this.ids.outgoing(message);
    if (raw) this.say(Buffer.from(raw));
  }

  greet(): void {
    this.say(buildRequest(null, 'notifications/initialized', null));
  }

  hold(): () => void {
    this.holds++;
    this.idle?.cancel();
    return () => {
      this.holds--;
      this.rest();
    };
  }

  onEnd(listener: () => void): void {
    if (this.isOver) listener();
    else this.ended.push(listener);
  }

  async end(): Promise<void> {
    this.channel.close();
  }

  private say(message: Buffer): void {
    this.said = Promise.all([this.said, this.channel.tell(message)]);
  }

  private work(more: 1 | -1): void {
    this.calls += more;
    this.idle?.cancel();
    this.rest();
  }

  private rest(): void {
    if (this.holds > 0 || this.calls > 0 || !this.alive) return;
    this.idle?.cancel();
    this.idle = this.context.wheel.after(IDLE_MS, () => this.channel.close());
  }

  private hear(message: RpcMessage): void {
    const raw = Buffer.from(bytesOf(message.bytes));
    const listener = isAboutCalls(message) ? this.channel.newestListener() : null;
    (listener ?? this.heard)(raw);
  }
}
