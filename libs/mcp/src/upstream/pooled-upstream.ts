import type { CancelSignal } from './cancel-signal.js';
import type { McpProbeReport, McpServerRuntime } from '@gatewayops/contracts';
import { attemptRequest, elapsedUs, withAttempts } from './attempts.js';
import type { Attempted } from './attempts.js';
import { UpstreamBreaker } from './breaker.js';
import type { BreakerState } from './breaker.js';
import { Bulkhead } from './bulkhead.js';
import { UpstreamFailure } from './failure.js';
import { LegFailure, NoSessions } from './leg.js';
import type { Leg } from './leg.js';
import { probeLeg } from './probe.js';
import type { TimerWheel } from './timer-wheel.js';
import type {
  McpEra, OpenedSession, RawAnswer, RawExchange, Upstream, UpstreamAnswer, UpstreamDescription, UpstreamLimits, UpstreamMetrics, UpstreamRequest,
} from './types.js'; // prettier-ignore
import { within } from './waiting.js';

/** Clients connect again after it: no wait is without an end. */
const LISTENING_MS_MAX = 24 * 3_600_000;

export interface PooledUpstreamOptions {
  server: McpServerRuntime;
  leg: Leg;
  wheel: TimerWheel;
  limits: UpstreamLimits;
  metrics: UpstreamMetrics;
  now: () => number;
}

/**
 * The way of a request to one server: bulkhead (is there room?), breaker (is the server well?), attempts (again, where that
 * is harmless), leg. The bulkhead comes first so that a call that is turned away for want of room takes no trial from the
 * breaker.
 */
export class PooledUpstream implements Upstream {
  readonly server: McpServerRuntime;
  private readonly bulkhead: Bulkhead;
  private readonly breaker: UpstreamBreaker;

  constructor(private readonly options: PooledUpstreamOptions) {
    const { server, wheel, limits, metrics } = options;
    this.server = server;
    const { queuedCallsMax: queuedMax, queueTimeoutMs } = limits;
    this.bulkhead = new Bulkhead({ concurrencyMax: server.settings.maxConcurrency, queuedMax, queueTimeoutMs }, wheel);
    this.breaker = new UpstreamBreaker((state) => metrics.breakerState?.(server, state));
  }

  get era(): McpEra | null {
    return this.options.leg.era;
  }

  get state(): BreakerState {
    return this.breaker.state;
  }

  get activeCalls(): number {
    return this.bulkhead.active;
  }

  async call(request: UpstreamRequest): Promise<UpstreamAnswer> {
    if (request.listening) return this.listen(request);
    if (!this.bulkhead.tryEnter()) await this.bulkhead.enter();
    this.enterBreaker();
    const leave = request.place ? this.withPlace(request.place) : (error: unknown) => this.leave(error);
    let attempted: Attempted;
    try {
      const { timeoutMs, maxRetries } = this.server.settings;
      attempted = await attemptRequest(request.session ?? this.options.leg, request, {
        timeoutMs: request.timeoutMs ?? timeoutMs,
        maxRetries,
        now: this.options.now,
      });
    } catch (error) {
      leave(error);
      throw error;
    }
    if (attempted.answer.stream) return streamed(attempted, leave);
    leave(null);
    return whole(attempted);
  }

  /** A stream that a client listens on is no call under way, and would hold its place for hours. */
  private async listen(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const times = { timeoutMs: LISTENING_MS_MAX, maxRetries: 0, now: this.options.now };
    this.breaker.enter();
    // Whether the server is well is told by calls, and not hours later by the end of a stream.
    this.breaker.fail(null);
    const attempted = await attemptRequest(this.options.leg, request, times);
    return attempted.answer.stream ? streamed(attempted, () => {}) : whole(attempted);
  }

  async describe(signal?: CancelSignal): Promise<UpstreamDescription> {
    return this.guarded(async () => {
      const { timeoutMs } = this.server.settings;
      return within(this.options.leg.describe(), this.options.wheel, timeoutMs, signal);
    });
  }

  async takesSessions(signal?: CancelSignal): Promise<boolean> {
    const { timeoutMs } = this.server.settings;
    return this.guarded(() => within(this.options.leg.takesSessions(), this.options.wheel, timeoutMs, signal));
  }

  async openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession | null> {
    const { leg, wheel } = this.options;
    const { timeoutMs } = this.server.settings;
    const open = () => leg.openSession?.(initialize, heard) ?? Promise.resolve(null);
    try {
      return await this.guarded(() => within(open(), wheel, timeoutMs));
    } catch (error) {
      if (error instanceof UpstreamFailure && error.cause instanceof NoSessions) return null;
      throw error;
    }
  }

  async notify(method: string, params: Buffer | null): Promise<void> {
    return this.guarded(() => this.options.leg.notify(method, params));
  }

  async exchange(request: RawExchange): Promise<RawAnswer> {
    const startTimeMs = this.options.now();
    const startedAtMs = performance.now();
    // A stream that a client listens on is no call under way, and would hold its place for hours.
    const isListening = request.method === 'GET';
    if (isListening) this.breaker.enter();
    else await this.enter();
    const end = (error: unknown): void => (isListening ? this.judge(error) : this.leave(error));
    try {
      const { status, headers, stream } = await this.options.leg.exchange(request, this.server.settings.timeoutMs);
      const durationUs = elapsedUs(startedAtMs);
      const failure = status >= 500 ? new LegFailure('upstream_error', `HTTP ${status}`) : null;
      const attempt = failure
        ? { status: 'error' as const, errorCode: failure.code, errorMessage: failure.message }
        : { status: 'success' as const, errorCode: null, errorMessage: null };
      const attempts = [{ startTimeMs, durationUs, ...attempt }];
      if (isListening) this.judge(failure);
      stream.onEnd((broken) => {
        if (broken instanceof LegFailure) stream.failWith(withAttempts(broken, attempts));
        if (!isListening) this.leave(broken ?? failure);
      });
      return { status, headers, body: stream, attempts };
    } catch (error) {
      end(error);
      if (!(error instanceof LegFailure)) throw error;
      const status = error.code === 'timeout' ? 'timeout' : 'error';
      const durationUs = elapsedUs(startedAtMs);
      const { code: errorCode, message: errorMessage } = error;
      throw withAttempts(error, [{ startTimeMs, durationUs, status, errorCode, errorMessage }]);
    }
  }

  probe(): Promise<McpProbeReport> {
    return probeLeg(this.options.leg, this.server, this.options.wheel);
  }

  /** Ends what is in flight. */
  async close(): Promise<void> {
    await this.options.leg.close();
  }

  private async enter(): Promise<void> {
    if (!this.bulkhead.tryEnter()) await this.bulkhead.enter();
    this.enterBreaker();
  }

  /** With a place in the bulkhead, which is given up when the breaker lets nothing through. */
  private enterBreaker(): void {
    try {
      this.breaker.enter();
    } catch (error) {
      this.bulkhead.leave();
      throw error;
    }
  }

  /** Returns what is to be called when the call has ended. */
  private withPlace(place: NonNullable<UpstreamRequest['place']>): (error: unknown) => void {
    let isGivenUp = false;
    place.giveUp = () => {
      if (!isGivenUp) this.bulkhead.leave();
      isGivenUp = true;
    };
    return (error) => {
      place.giveUp!();
      this.judge(error);
    };
  }

  private judge(error: unknown): void {
    if (error === null) this.breaker.succeed();
    else this.breaker.fail(error);
  }

  private leave(error: unknown): void {
    this.bulkhead.leave();
    this.judge(error);
  }

  /** Asks something that is no call: without bulkhead and retries, but the breaker knows of it. */
  private async guarded<T>(ask: () => Promise<T>): Promise<T> {
    this.breaker.enter();
    try {
      const value = await ask();
      this.breaker.succeed();
      return value;
    } catch (error) {
      this.breaker.fail(error);
      throw error instanceof LegFailure ? withAttempts(error, []) : error;
    }
  }
}

function whole({ answer, attempts }: Attempted): UpstreamAnswer {
  const { kind, era, isError, httpStatus } = answer;
  const body = answer.body ?? Buffer.alloc(0);
  return { kind, body, size: body.length, isError, era, httpStatus, attempts };
}

/** The call goes on until the last byte: its place, the breaker's verdict and the attempt's numbers wait for that. */
function streamed({ answer, attempts, startedAtMs }: Attempted, onEnd: (failure: unknown) => void): UpstreamAnswer {
  const stream = answer.stream as NonNullable<typeof answer.stream>;
  const { kind, era, httpStatus } = answer;
  const result: UpstreamAnswer = { kind, body: stream, isError: false, era, httpStatus, attempts };
  stream.onEnd((failure) => {
    result.size = stream.bytes;
    result.isError = stream.isError;
    const attempt = attempts.at(-1);
    if (attempt) attempt.durationUs = elapsedUs(startedAtMs);
    if (attempt && failure instanceof LegFailure) {
      attempt.status = failure.code === 'timeout' ? 'timeout' : 'error';
      attempt.errorCode = failure.code;
      attempt.errorMessage = failure.message;
      stream.failWith(new UpstreamFailure(failure.code, { message: failure.message, cause: failure, attempts }));
    }
    onEnd(failure);
  });
  return result;
}
