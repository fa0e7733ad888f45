import { buildRequest, onOneLine } from '../raw/edit.js';
import type { RpcMessage } from '../raw/message.js';
import { bytesOf } from '../raw/slice.js';
import { CallersIds, isAboutCalls } from '../upstream/client-calls.js';
import { bodyBytes, envelopedRequest } from '../upstream/envelope.js';
import { LegFailure, NoSessions } from '../upstream/leg.js';
import type { LegAnswer, LegRequest } from '../upstream/leg.js';
import { PendingCalls } from '../upstream/pending-calls.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { ClientSession } from '../upstream/types.js';
import type { StdioProcess } from './stdio-process.js';

const LEGACY = { own: '', keepLogLevel: false };

/** A process that is one client's: what it asks is asked of that client, and what it tells is told to it. */
export class StdioClientSession implements ClientSession {
  private readonly calls: PendingCalls;
  private readonly ids = new CallersIds();
  private holds = 0;

  /** @param heard gets messages for which no call of the client is open to take them */
  constructor(
    private readonly process: StdioProcess,
    wheel: TimerWheel,
    private readonly heard: (raw: Buffer) => void,
    notified?: (method: string) => void,
  ) {
    this.calls = new PendingCalls(
      wheel,
      (message) => process.write(onOneLine(message)),
      () => this.rest(),
      (message) => this.hear(message),
      notified,
    );
    process.onMessage = (line) => this.calls.receive(line);
    process.onOverlong = (head) => this.calls.overlong(head);
    process.onEnd((_reason, failure) => this.calls.failAll(failure));
  }

  get alive(): boolean {
    return this.process.alive;
  }

  /** The client's own `initialize`. @returns the raw result @throws NoSessions when the server refuses it */
  async open(initialize: Buffer, timeoutMs: number): Promise<Buffer> {
    const id = this.calls.nextId();
    const body = buildRequest(id, 'initialize', initialize);
    const answer = await this.calls.start({ id, timeoutMs, progressToken: null }, () =>
      this.process.write(onOneLine(body)),
    );
    if (answer.kind === 'result') return answer.body;
    throw new NoSessions('upstream_error', 'The stdio server refused `initialize`.', { countsAgainst: false });
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const id = this.calls.nextId();
    const { method, params, traceparent, onMessage, timeoutMs, callersId, signal } = request;
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      LEGACY,
    );
    const forget = this.ids.add(callersId, id);
    try {
      const answer = await this.calls.start({ id, timeoutMs, progressToken, onMessage, signal }, () => {
        this.process.idleSinceMs = null;
        this.process.write(onOneLine(bodyBytes(body)));
      });
      return { ...answer, stream: null, era: 'legacy', httpStatus: 200 };
    } finally {
      forget();
    }
  }

  tell(message: RpcMessage): void {
    const raw = this.ids.outgoing(message);
    if (raw) this.process.write(onOneLine(raw));
  }

  greet(): void {
    this.process.write(buildRequest(null, 'notifications/initialized', null));
  }

  hold(): () => void {
    this.holds++;
    this.process.idleSinceMs = null;
    return () => {
      this.holds--;
      this.rest();
    };
  }

  onEnd(listener: () => void): void {
    this.process.onEnd(listener);
  }

  async end(): Promise<void> {
    await this.process.end('closed');
  }

  private rest(): void {
    if (this.holds === 0 && this.calls.size === 0) this.process.idleSinceMs = performance.now();
  }

  private hear(message: RpcMessage): void {
    const raw = Buffer.from(bytesOf(message.bytes));
    const listener = isAboutCalls(message) ? this.calls.newestListener() : null;
    (listener ?? this.heard)(raw);
  }
}

export interface ClientSessionOptions {
  initialize: Buffer;
  heard: (raw: Buffer) => void;
  /** Gets the method of each notification but progress. */
  notified: ((method: string) => void) | undefined;
  timeoutMs: number;
}

/** Ends the process of a session that could not be opened. */
export async function openClientSession(
  process: StdioProcess,
  wheel: TimerWheel,
  { initialize, heard, notified, timeoutMs }: ClientSessionOptions,
): Promise<{ session: StdioClientSession; result: Buffer }> {
  const session = new StdioClientSession(process, wheel, heard, notified);
  try {
    return { session, result: await session.open(initialize, timeoutMs) };
  } catch (error) {
    await process.end('closed');
    if (error instanceof LegFailure) throw error;
    throw new LegFailure('upstream_error', 'The stdio server could not be greeted.', { cause: error });
  }
}
