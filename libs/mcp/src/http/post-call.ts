import type { CancelSignal } from '../upstream/cancel-signal.js';
import { parseMessage } from '../raw/message.js';
import type { RpcMessage } from '../raw/message.js';
import { ResultSplitter } from '../raw/result-splitter.js';
import { bytesOf, isObject, saysIsError } from '../raw/slice.js';
import { SseOverflow, SseParser } from '../raw/sse-parser.js';
import { AnswerStream } from '../upstream/answer-stream.js';
import { callerLeft, LegFailure } from '../upstream/leg.js';
import type { Deadline, TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamLimits } from '../upstream/types.js';
import { connectionFailure, statusFailure } from './http-failure.js';
import { resumePoint, type ResumePoint } from './resume-point.js';
import type { WireController, WireHandler, WireHeaders } from './wire/wire-handler.js';

/** What came of a POST. */
export interface PostOutcome {
  status: number;
  /** `none` where the body holds no answer: an accepted notification, or an HTTP error in other words than JSON-RPC. */
  kind: 'result' | 'error' | 'none';
  /** Where the server ended its event stream before the answer, and the rest can be asked for. */
  resume: ResumePoint | null;
  body: Buffer | null;
  stream: AnswerStream | null;
  /** Whether the result says that the tool failed; of a stream, see there. */
  isError: boolean;
  sessionId: string | null;
  location: string | null;
  /** `WWW-Authenticate` of a 403. */
  challenge: string | null;
}

export interface PostCallOptions {
  wheel: TimerWheel;
  limits: UpstreamLimits;
  timeoutMs: number;
  /** Of the request; null for a notification. */
  id: number | null;
  signal?: CancelSignal | undefined;
  /** The server's notifications and requests in the stream of this answer. */
  onMessage: ((message: RpcMessage) => void) | null;
  /** As {@link HttpContext.heard}. */
  heard?: ((method: string) => void) | undefined;
  /** Whether an event stream that breaks off is paused, rather than a failure, where its events have ids. */
  isResumable?: boolean;
}

/** What comes instead of an answer that redirects; null: it is the outcome. */
export type OnRedirect = ((outcome: PostOutcome) => PostOutcome | Promise<PostOutcome>) | null;

/** After the answer came, an event stream may stay open this long before its connection is given up. */
const LINGER_MS = 1_000;
/** Of an HTTP error, this much is looked at for a JSON-RPC error. */
const ERROR_BODY_BYTES_MAX = 64 * 1024;

const enum Mode {
  Json,
  JsonStream,
  Events,
  Ignore,
}

/**
 * One POST and its answer, as the handler that the wire calls back: no stream objects and no timer for the common case of one
 * small JSON body. An `application/json` body is the answer to the POST it came for, since HTTP pairs them: its id is not
 * compared. On an event stream the id is.
 */
export class PostCall implements WireHandler {
  readonly outcome: Promise<PostOutcome>;
  private resolve!: (outcome: PostOutcome | Promise<PostOutcome>) => void;
  private reject!: (failure: LegFailure) => void;
  private deadline: Deadline;
  private readonly abortListener: (() => void) | null = null;
  private controller: WireController | null = null;
  private failure: LegFailure | null = null;
  private settled = false;
  private status = 0;
  private mode: Mode = Mode.Json;
  private sessionId: string | null = null;
  private location: string | null = null;
  private challenge: string | null = null;
  private chunks: Buffer[] = [];
  private bytes = 0;
  private splitter: ResultSplitter | null = null;
  private stream: AnswerStream | null = null;
  private isError = false;
  private events: SseParser | null = null;
  private resume: ResumePoint | null = null;

  constructor(
    private readonly options: PostCallOptions,
    private onRedirect: OnRedirect,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.deadline = options.wheel.after(options.timeoutMs, () => this.fail(new LegFailure('timeout', TOO_LONG)));
    const { signal } = options;
    if (signal) {
      this.abortListener = () => this.fail(callerLeft());
      if (signal.aborted) this.fail(callerLeft());
      else signal.addEventListener('abort', this.abortListener, { once: true });
    }
  }

  onRequestStart(controller: WireController): void {
    this.controller = controller;
    // It timed out, or its caller left, while it waited for a connection.
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(controller: WireController, status: number, headers: WireHeaders): void {
    this.status = status;
    this.sessionId = headers.get('mcp-session-id');
    this.location = headers.get('location');
    if (status === 403) this.challenge = headers.get('www-authenticate');
    const type = headers.get('content-type') ?? '';
    if (headers.get('content-encoding') !== null) {
      this.fail(new LegFailure('upstream_error', 'The MCP server answered in an encoding that was not asked for.'));
    } else if (status >= 300 || this.options.id === null) {
      this.mode = isJson(type) ? Mode.Json : Mode.Ignore;
    } else if (isJson(type)) {
      if (Number(headers.get('content-length') ?? 0) > this.options.limits.answerBytesMax) this.tooLarge();
    } else if (/^text\/event-stream\b/i.test(type)) {
      this.mode = Mode.Events;
      this.events = new SseParser(this.options.limits.answerBytesMax, (event) => {
        if (this.options.isResumable) this.resume = resumePoint(this.resume, event);
        this.onEvent(event.data);
      });
    } else {
      this.mode = Mode.Ignore;
      this.fail(
        new LegFailure('upstream_error', 'The MCP server answered neither with JSON nor with an event stream.'),
      );
      controller.abort(this.failure as LegFailure);
    }
  }

  onResponseData(_controller: WireController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.failure) return;
    if (this.mode === Mode.Json) this.jsonData(chunk);
    else if (this.mode === Mode.JsonStream) this.streamData(chunk);
    else if (this.mode === Mode.Events) this.eventData(chunk);
    else if (this.bytes > ERROR_BODY_BYTES_MAX) this.giveUpBody();
  }

  onResponseEnd(): void {
    if (this.failure || (this.settled && !this.stream)) return this.finish();
    if (this.mode === Mode.Json && this.bytes > 0) this.endJson();
    else if (this.mode === Mode.JsonStream) this.endStream();
    else if (this.mode === Mode.Events) {
      this.breakOff(new LegFailure('upstream_error', 'The MCP server ended its event stream without an answer.'));
    } else if (this.options.id !== null && this.status < 300) {
      this.fail(new LegFailure('upstream_error', 'The MCP server sent an empty answer.'));
    } else this.settle('none', null);
    this.finish();
  }

  onResponseError(_controller: WireController | null, error: Error): void {
    // What is left of an event stream, or of an error's body, after the answer is known is nobody's loss.
    if (this.settled && !this.stream) return this.finish();
    this.breakOff(connectionFailure(error));
  }

  private breakOff(failure: LegFailure): void {
    if (this.resume === null || this.settled || this.failure) this.fail(failure);
    else this.settle('none', null, this.resume);
  }

  private jsonData(chunk: Buffer): void {
    this.chunks.push(chunk);
    if (this.status >= 300 || this.options.id === null) {
      if (this.bytes > ERROR_BODY_BYTES_MAX) this.giveUpBody();
    } else if (this.bytes > this.options.limits.answerBufferedBytesMax) {
      this.mode = Mode.JsonStream;
      this.splitter = new ResultSplitter();
      const { chunks } = this;
      this.chunks = [];
      for (const part of chunks) if (!this.failure) this.streamData(part);
    }
  }

  private streamData(chunk: Buffer): void {
    const splitter = this.splitter as ResultSplitter;
    const part = splitter.push(chunk);
    if (splitter.failed) return this.fail(garbage());
    if (this.bytes > this.options.limits.answerBytesMax) return this.tooLarge();
    if (splitter.kind !== null && !this.stream) {
      this.stream = new AnswerStream({
        pause: () => this.controller?.pause(),
        resume: () => this.controller?.resume(),
        abort: () => this.fail(callerLeft()),
      });
      this.settle(splitter.kind, null);
    }
    if (part) this.stream?.push(part);
  }

  private endStream(): void {
    if (!this.splitter?.complete || !this.stream) return this.fail(garbage());
    this.stream.isError = this.splitter.isError;
    this.stream.end(null);
  }

  private endJson(): void {
    const bytes = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    const message = parseMessage(bytes);
    if (message.kind === 'response' && isObject(message.result) && this.status < 300) {
      this.isError = saysIsError(message.result);
      this.settle('result', bytesOf(message.result));
    } else if (message.kind === 'error-response' && isObject(message.error)) {
      this.settle('error', bytesOf(message.error));
    } else if (this.status >= 300 || this.options.id === null) {
      this.settle('none', null);
    } else {
      this.fail(garbage());
    }
  }

  private eventData(chunk: Buffer): void {
    try {
      this.events?.push(chunk);
    } catch (error) {
      if (error instanceof SseOverflow) this.tooLarge();
      else throw error;
    }
  }

  private onEvent(data: Buffer): void {
    if (data.length === 0 || this.settled || this.failure) return;
    const message = parseMessage(data);
    if (message.kind === 'fault' || message.kind === 'batch') return this.fail(garbage());
    const value = message.kind === 'response' ? message.result : message.error;
    if (message.method !== null) {
      if (message.kind === 'notification' && message.method !== 'notifications/progress') {
        this.options.heard?.(message.method);
      }
      this.options.onMessage?.(message);
    } else if (message.id?.toString('latin1') === String(this.options.id) && isObject(value)) {
      this.isError = message.kind === 'response' && saysIsError(value);
      this.settle(message.kind === 'response' ? 'result' : 'error', bytesOf(value));
      this.mode = Mode.Ignore;
      this.deadline = this.options.wheel.after(LINGER_MS, () => this.controller?.abort(callerLeft()));
    }
  }

  private settle(kind: PostOutcome['kind'], body: Buffer | null, resume: ResumePoint | null = null): void {
    if (this.settled) return;
    this.settled = true;
    const { status, stream, isError, sessionId, location, challenge, onRedirect } = this;
    const outcome = { status, kind, body, stream, isError, sessionId, location, challenge, resume };
    if (!stream) this.finish();
    // It holds the whole request. A call that outlives its end in the old generation would keep that until a major collection.
    this.onRedirect = null;
    this.resolve(onRedirect && (status === 307 || status === 308) ? onRedirect(outcome) : outcome);
  }

  private tooLarge(): void {
    const limitMb = Math.round(this.options.limits.answerBytesMax / 1_048_576);
    const message = `The answer of the MCP server is larger than ${limitMb} MB.`;
    this.fail(new LegFailure('upstream_error', message, { countsAgainst: false }));
  }

  /** The status is all that is wanted of a large error page: the connection is not worth reading it to its end. */
  private giveUpBody(): void {
    this.mode = Mode.Ignore;
    this.settle('none', null);
    this.controller?.abort(callerLeft());
  }

  private fail(failure: LegFailure): void {
    if (this.failure) return;
    this.failure = failure;
    this.finish();
    if (!this.settled) {
      this.settled = true;
      this.onRedirect = null;
      this.reject(failure);
    }
    this.stream?.end(failure);
    this.controller?.abort(failure);
  }

  /** Nothing more is waited for. */
  private finish(): void {
    this.deadline?.cancel();
    if (this.abortListener) this.options.signal?.removeEventListener('abort', this.abortListener);
  }
}

const TOO_LONG = 'The MCP server took too long to answer.';
const garbage = (): LegFailure =>
  new LegFailure('upstream_error', 'The MCP server answered with something that is not JSON-RPC.');

const isJson = (contentType: string): boolean => /^application\/json\b/i.test(contentType);

/** The failure that an outcome without a JSON-RPC answer stands for. */
export const outcomeFailure = ({ status, location, challenge }: PostOutcome): LegFailure =>
  statusFailure(status, location, challenge);
