import { connectionFailure } from '../http/http-failure.js';
import type { HttpConnection } from '../http/connection.js';
import type { WireController, WireHandler, WireHeaders } from '../http/wire/wire-handler.js';
import type { CancelSignal } from '../upstream/cancel-signal.js';
import { callerLeft, LegFailure } from '../upstream/leg.js';
import type { Deadline, TimerWheel } from '../upstream/timer-wheel.js';
import type { RestRequest } from './rest-request.js';

/** What a service answered, whole. */
export interface RestAnswer {
  status: number;
  contentType: string;
  /** Of a redirect, which is not followed. */
  location: string | null;
  body: Buffer;
}

export interface RestExchangeOptions {
  wheel: TimerWheel;
  /** From now to the last byte. */
  timeoutMs: number;
  bodyBytesMax: number;
  signal?: CancelSignal | undefined;
}

/** Sends one request and waits for all of its answer. @throws LegFailure */
export function restExchange(
  connection: HttpConnection,
  request: RestRequest,
  options: RestExchangeOptions,
): Promise<RestAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new RestExchange(options, resolve, reject);
    connection.dispatch({ ...request, lines: '' }, exchange);
  });
}

class RestExchange implements WireHandler {
  private readonly deadline: Deadline;
  private controller: WireController | null = null;
  private failure: LegFailure | null = null;
  private status = 0;
  private contentType = '';
  private location: string | null = null;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private readonly left = (): void => this.fail(callerLeft());

  constructor(
    private readonly options: RestExchangeOptions,
    private readonly resolve: (answer: RestAnswer) => void,
    private readonly reject: (failure: LegFailure) => void,
  ) {
    const { wheel, timeoutMs, signal } = options;
    this.deadline = wheel.after(timeoutMs, () =>
      this.fail(new LegFailure('timeout', 'The service took too long to answer.')),
    );
    if (signal?.aborted) this.fail(callerLeft());
    else signal?.addEventListener('abort', this.left, { once: true });
  }

  onRequestStart(controller: WireController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(_controller: WireController, status: number, headers: WireHeaders): void {
    this.status = status;
    this.contentType = headers.get('content-type') ?? '';
    this.location = headers.get('location');
    const encoding = headers.get('content-encoding') ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      this.fail(new LegFailure('upstream_error', 'The service answered in an encoding that was not asked for.'));
    } else if (Number(headers.get('content-length') ?? 0) > this.options.bodyBytesMax) this.tooLarge();
  }

  onResponseData(_controller: WireController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.failure) return;
    if (this.bytes > this.options.bodyBytesMax) this.tooLarge();
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.finish();
    if (this.failure) return;
    const body = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    const { status, contentType, location } = this;
    this.resolve({ status, contentType, location, body });
  }

  onResponseError(_controller: WireController | null, error: Error): void {
    this.fail(connectionFailure(error));
  }

  private tooLarge(): void {
    const limitMb = Math.round(this.options.bodyBytesMax / 1_048_576);
    const message = `The answer of the service is larger than ${limitMb} MB.`;
    this.fail(new LegFailure('upstream_error', message, { countsAgainst: false }));
  }

  private fail(failure: LegFailure): void {
    if (this.failure) return;
    this.failure = failure;
    this.finish();
    this.reject(failure);
    this.controller?.abort(failure);
  }

  private finish(): void {
    this.deadline?.cancel();
    this.options.signal?.removeEventListener('abort', this.left);
  }
}
