import type { RpcMessage } from '../raw/message.js';
import type { CancelSignal } from '../upstream/cancel-signal.js';
import { LegFailure } from '../upstream/leg.js';
import { PendingCalls } from '../upstream/pending-calls.js';
import type { PairedAnswer, PairedCall } from '../upstream/pending-calls.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import { POST_LINES } from './http-context.js';
import type { HttpContext } from './http-context.js';
import { outcomeFailure, PostCall } from './post-call.js';
import type { PostOutcome } from './post-call.js';
import { SseStream } from './sse-stream.js';

export interface SseCall extends PairedCall {
  body: Buffer | string;
  /** Name and value by turns. */
  headers: readonly string[];
}

/** The server refused a message because its session is over: it took nothing of it. */
export class SessionForgotten extends LegFailure {
  override readonly name: string = 'SessionForgotten';
}

/** Messages that nobody waits for and that are on their way. A server that asks faster than it takes answers gets none. */
const TELLING_MAX = 64;

/** Who hears of a channel that is one client's. */
export interface ChannelClient {
  /** What the server asks, and tells of its own accord. */
  onMessage(message: RpcMessage): void;
  onEnd(): void;
}

/** One event stream and the session that it is: requests are posted, answers come on the stream in any order. */
export class SseChannel {
  /** Of every POST, name and value by turns. */
  headers: readonly string[] = [];
  private readonly stream: SseStream;
  private readonly calls: PendingCalls;
  private path = '';
  private telling = 0;
  private isEnded = false;
  private isRetired = false;

  constructor(
    private readonly context: HttpContext,
    client: ChannelClient | null = null,
  ) {
    this.calls = new PendingCalls(
      context.wheel,
      (message) => void this.tell(message),
      () => this.isRetired && this.close(),
      client && ((message) => client.onMessage(message)),
      context.heard,
    );
    this.stream = new SseStream(context, {
      onMessage: (message) => this.calls.receive(message),
      onEnd: (failure) => {
        this.isEnded = true;
        this.calls.failAll(failure);
        client?.onEnd();
      },
    });
  }

  /** Whether new calls may start on it. */
  get isUsable(): boolean {
    return !this.isEnded && !this.isRetired;
  }

  /** When the server said something last, on the clock of `performance.now()`. */
  get heardAtMs(): number {
    return this.stream.heardAtMs;
  }

  /** @throws LegFailure, `NoEndpoint` where this is no server of HTTP+SSE */
  async open(): Promise<void> {
    const headers = ['accept', 'text/event-stream'];
    this.context.connection.dispatch({ method: 'GET', lines: '', headers, body: null, longLived: true }, this.stream);
    this.path = await this.stream.endpoint;
  }

  nextId(): number {
    return this.calls.nextId();
  }

  /** @throws LegFailure, `SessionForgotten` where the request can be sent again on another channel */
  call(request: SseCall): Promise<PairedAnswer> {
    const { id, body, headers, timeoutMs, signal } = request;
    return this.calls.start(request, () => {
      this.post(body, headers, timeoutMs, signal).then(
        (outcome) => this.posted(id, outcome),
        (error: unknown) => this.calls.fail(id, error as LegFailure),
      );
    });
  }

  /** Sends a message that has no answer. @throws LegFailure when the server does not take it */
  async notify(message: Buffer): Promise<void> {
    const outcome = await this.post(message, [], this.context.server.settings.timeoutMs);
    if (outcome.status >= 300) throw this.refusal(outcome);
  }

  /** Sends a message that nobody waits for. Resolves when the server took it, or never will. */
  async tell(message: Buffer): Promise<void> {
    if (this.isEnded || this.telling >= TELLING_MAX) return;
    this.telling++;
    try {
      await this.post(message, [], this.context.server.settings.timeoutMs);
    } catch (error) {
      // Who would hear of it hears of the stream's end.
      if (!(error instanceof LegFailure)) throw error;
    } finally {
      this.telling--;
    }
  }

  /** The newest call whose caller can be told something before its answer. */
  newestListener(): ((raw: Buffer) => void) | null {
    return this.calls.newestListener();
  }

  /** Takes no more calls; ends when those under way have ended. */
  retire(): void {
    this.isRetired = true;
    if (this.calls.size === 0) this.close();
  }

  /** Ends the session, and with an error what is under way. */
  close(): void {
    this.stream.end(new LegFailure('upstream_error', 'The session was closed.', { countsAgainst: false }));
  }

  private posted(id: number, outcome: PostOutcome): void {
    const { status, kind, body, isError } = outcome;
    const failure = status >= 300 ? this.refusal(outcome) : null;
    // Some servers answer here instead of on the stream; what they say is then as good.
    if (kind !== 'none' && body && status < 500 && !(failure instanceof SessionForgotten)) {
      this.calls.answer(id, { kind, body, isError });
    } else if (failure) {
      this.calls.fail(id, failure);
    }
  }

  private refusal(outcome: PostOutcome): LegFailure {
    const isForgotten = saysForgotten(outcome);
    if (isForgotten || outcome.status >= 500) this.retire();
    return isForgotten ? new SessionForgotten('upstream_error', FORGOTTEN) : outcomeFailure(outcome);
  }

  private post(
    body: Buffer | string,
    headers: readonly string[],
    timeoutMs: number,
    signal?: CancelSignal,
  ): Promise<PostOutcome> {
    const { wheel, limits, connection } = this.context;
    const call = new PostCall({ wheel, limits, timeoutMs, id: null, signal, onMessage: null }, null);
    // A connection has one path, and that is the stream's: the head of this request is made before `dispatch` returns.
    const { path } = connection;
    connection.path = this.path;
    connection.dispatch({ method: 'POST', lines: POST_LINES, headers: [...this.headers, ...headers], body }, call);
    connection.path = path;
    return call.outcome;
  }
}

/** The transport names no status for it: 404 in the newer SDKs, 400 with words or with -32000 in the older ones. */
function saysForgotten({ status, kind, body }: PostOutcome): boolean {
  if (status === 404) return true;
  return status === 400 && (kind !== 'error' || body === null || rpcErrorParts(body).code === -32000);
}

const FORGOTTEN = 'The MCP server does not know the session that it opened.';
