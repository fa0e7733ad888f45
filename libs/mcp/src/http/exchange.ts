import { AnswerStream } from '../upstream/answer-stream.js';
import { callerLeft, LegFailure } from '../upstream/leg.js';
import type { LegRawAnswer } from '../upstream/leg.js';
import type { Deadline } from '../upstream/timer-wheel.js';
import type { RawExchange } from '../upstream/types.js';
import { addForwarded } from './connection.js';
import { ACCEPT } from './http-context.js';
import type { HttpContext } from './http-context.js';
import { connectionFailure } from './http-failure.js';
import type { WireController, WireHandler, WireHeaders } from './wire/wire-handler.js';

/** What of an answer's head is the client's business. */
const PASSED_HEADERS = [
  'content-type', 'content-length', 'mcp-session-id', 'mcp-protocol-version', 'allow', 'retry-after', 'www-authenticate',
] as const; // prettier-ignore

/** Passes one request of a client's own legacy session through, and its answer back, untouched. */
export function exchange(context: HttpContext, request: RawExchange, timeoutMs: number): Promise<LegRawAnswer> {
  const headers = ['accept', request.accept ?? ACCEPT, 'traceparent', request.traceparent];
  if (request.body) headers.push('content-type', 'application/json');
  if (request.sessionId !== null) headers.push('mcp-session-id', request.sessionId);
  if (request.protocolVersion !== null) headers.push('mcp-protocol-version', request.protocolVersion);
  if (request.lastEventId !== null) headers.push('last-event-id', request.lastEventId);
  addForwarded(headers, request.headers, context.server.credential);
  const call = new ExchangeCall(context, request, timeoutMs);
  const { method, body } = request;
  context.connection.dispatch({ method, lines: '', headers, body, longLived: method === 'GET' }, call);
  return call.answer;
}

class ExchangeCall implements WireHandler {
  readonly answer: Promise<LegRawAnswer>;
  private resolve!: (answer: LegRawAnswer) => void;
  private reject!: (failure: LegFailure) => void;
  private readonly deadline: Deadline;
  private controller: WireController | null = null;
  private failure: LegFailure | null = null;
  private isEventStream = false;
  private readonly stream = new AnswerStream({
    pause: () => this.controller?.pause(),
    resume: () => this.controller?.resume(),
    abort: () => this.fail(callerLeft()),
  });
  private readonly left = (): void => this.fail(callerLeft());

  constructor(
    private readonly context: HttpContext,
    private readonly request: RawExchange,
    timeoutMs: number,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.deadline = context.wheel.after(timeoutMs, () =>
      this.fail(new LegFailure('timeout', 'The MCP server took too long to answer.')),
    );
    if (request.signal?.aborted) this.fail(callerLeft());
    else request.signal?.addEventListener('abort', this.left, { once: true });
  }

  onRequestStart(controller: WireController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(_controller: WireController, status: number, headers: WireHeaders): void {
    const passed: Record<string, string> = {};
    for (const name of PASSED_HEADERS) {
      const value = headers.get(name);
      if (value !== null) passed[name] = value;
    }
    this.isEventStream = (passed['content-type'] ?? '').toLowerCase().startsWith('text/event-stream');
    if (Number(passed['content-length'] ?? 0) > this.context.limits.answerBytesMax) return this.tooLarge();
    if (this.request.unbounded || (this.isEventStream && this.request.method === 'GET')) this.deadline.cancel();
    this.resolve({ status, headers: passed, stream: this.stream });
  }

  onResponseData(_controller: WireController, chunk: Buffer): void {
    this.stream.push(chunk);
    if (!this.isEventStream && this.stream.bytes > this.context.limits.answerBytesMax) this.tooLarge();
  }

  onResponseEnd(): void {
    this.finish();
    this.stream.end(null);
  }

  onResponseError(_controller: WireController | null, error: Error): void {
    this.fail(connectionFailure(error));
  }

  private tooLarge(): void {
    const message = 'The answer of the MCP server is larger than is accepted.';
    this.fail(new LegFailure('upstream_error', message, { countsAgainst: false }));
  }

  private fail(failure: LegFailure): void {
    if (this.failure) return;
    this.failure = failure;
    this.finish();
    this.reject(failure);
    this.stream.end(failure);
    this.controller?.abort(failure);
  }

  private finish(): void {
    this.deadline?.cancel();
    this.request.signal?.removeEventListener('abort', this.left);
  }
}
