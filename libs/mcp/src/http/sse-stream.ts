import { SseOverflow, SseParser } from '../raw/sse-parser.js';
import type { SseEvent } from '../raw/sse-parser.js';
import { LegFailure } from '../upstream/leg.js';
import type { Deadline } from '../upstream/timer-wheel.js';
import type { HttpContext } from './http-context.js';
import { connectionFailure, statusFailure } from './http-failure.js';
import type { WireController, WireHandler, WireHeaders } from './wire/wire-handler.js';

export interface SseStreamListener {
  /** One message of the server, as it came. */
  onMessage(message: Buffer): void;
  /** Called once, also where the stream never opened. */
  onEnd(failure: LegFailure): void;
}

/** The server answered, and it is not one of HTTP+SSE. */
export class NoEndpoint extends LegFailure {
  override readonly name: string = 'NoEndpoint';
}

/** What surrounds the largest answer in its message. */
const ENVELOPE_BYTES_MAX = 64 * 1024;
const ENDPOINT_BYTES_MAX = 8 * 1024;

/** The event stream of HTTP+SSE (2024-11-05, Transports): first says where to post, then carries all that the server says. */
export class SseStream implements WireHandler {
  /** The path to post to, on the same server. Rejected with a LegFailure. */
  readonly endpoint: Promise<string>;
  /** When the last bytes came, on the clock of `performance.now()`. */
  heardAtMs = 0;
  private resolve!: (path: string) => void;
  private reject!: (failure: LegFailure) => void;
  private readonly deadline: Deadline;
  private readonly parser: SseParser;
  private controller: WireController | null = null;
  private failure: LegFailure | null = null;
  private isOpen = false;

  constructor(
    private readonly context: HttpContext,
    private readonly listener: SseStreamListener,
  ) {
    this.endpoint = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const { wheel, server, limits } = context;
    this.deadline = wheel.after(server.settings.timeoutMs, () => this.end(new LegFailure('timeout', TOO_LONG)));
    this.parser = new SseParser(limits.answerBytesMax + ENVELOPE_BYTES_MAX, (event) => this.onEvent(event));
  }

  /** Ends the stream; the listener is told. */
  end(failure: LegFailure): void {
    if (this.failure) return;
    this.failure = failure;
    this.deadline.cancel();
    this.reject(failure);
    this.listener.onEnd(failure);
    this.controller?.abort(failure);
  }

  onRequestStart(controller: WireController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(_controller: WireController, status: number, headers: WireHeaders): void {
    if (provesNothing(status)) return this.end(statusFailure(status, headers.get('location')));
    const isStream = /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');
    if (status !== 200 || !isStream || headers.get('content-encoding') !== null) this.end(noEndpoint(NO_STREAM));
  }

  onResponseData(_controller: WireController, chunk: Buffer): void {
    this.heardAtMs = performance.now();
    if (this.failure) return;
    try {
      this.parser.push(chunk);
    } catch (error) {
      if (!(error instanceof SseOverflow)) throw error;
      // Whose answer it is stands in what was dropped, so the calls under way end with the stream.
      this.end(new LegFailure('upstream_error', TOO_LARGE, { countsAgainst: false }));
    }
  }

  onResponseEnd(): void {
    this.end(this.isOpen ? new LegFailure('upstream_error', ENDED) : noEndpoint(NO_STREAM));
  }

  onResponseError(_controller: WireController | null, error: Error): void {
    this.end(connectionFailure(error));
  }

  private onEvent({ event, data }: SseEvent): void {
    if (this.failure) return;
    if (!this.isOpen) this.open(event, data);
    else if (event === 'message' && data.length > 0) this.listener.onMessage(data);
  }

  /** A server must not have us post to another one: ours is whose address was checked, and whose credential we send. */
  private open(event: string, data: Buffer): void {
    if (event !== 'endpoint' || data.length > ENDPOINT_BYTES_MAX) return this.end(noEndpoint(NO_STREAM));
    const path = this.context.connection.sameOriginPath(data.toString());
    if (path === null) return this.end(noEndpoint(ELSEWHERE));
    this.isOpen = true;
    this.deadline.cancel();
    this.resolve(path);
  }
}

/** Refused credentials, limits, redirects and breakdowns: another time the server may answer otherwise. */
function provesNothing(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500 || (status >= 300 && status < 400);
}

const noEndpoint = (message: string): NoEndpoint => new NoEndpoint('upstream_error', message, { countsAgainst: false });

const TOO_LONG = 'The MCP server took too long to open its event stream.';
const TOO_LARGE = 'A message of the MCP server is larger than is accepted; its event stream was closed.';
const ENDED = 'The MCP server ended its event stream before it answered.';
const NO_STREAM =
  'The MCP server speaks neither 2026-07-28, nor Streamable HTTP, nor HTTP+SSE at this address; check the path of its URL.';
const ELSEWHERE = 'The MCP server wants messages to be posted to another origin; register the address that it names.';
