import { CircuitBreaker } from '@gatewayops/domain';
import { UpstreamFailure } from './failure.js';
import { LegFailure } from './leg.js';

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * The circuit breaker of one server (specification, Circuit Breakers: 5 failures in 30 s, open for 30 s, 3 trials). What
 * counts is decided where a failure is made: `LegFailure.countsAgainst`.
 */
export class UpstreamBreaker {
  private readonly circuit = new CircuitBreaker({
    failureThreshold: 5,
    windowMs: 30_000,
    openMs: 30_000,
    halfOpenRequests: 3,
  });
  private reported: BreakerState = 'closed';

  constructor(private readonly onState: (state: BreakerState) => void) {}

  get state(): BreakerState {
    const { state } = this.circuit;
    return state === 'half_open' ? 'half-open' : state;
  }

  /** @throws UpstreamFailure `circuit_open` */
  enter(): void {
    if (!this.circuit.tryAcquire()) {
      const retryAfterSeconds = Math.max(1, Math.ceil(this.circuit.retryAfterMs / 1_000));
      throw new UpstreamFailure('circuit_open', { retryAfterSeconds });
    }
    this.report();
  }

  /** The call that entered got an answer. */
  succeed(): void {
    this.circuit.succeed();
    this.report();
  }

  /** The call that entered failed. */
  fail(error: unknown): void {
    const cause = error instanceof UpstreamFailure ? error.cause : error;
    if (cause instanceof LegFailure && cause.countsAgainst) this.circuit.fail();
    else this.circuit.release();
    this.report();
  }

  private report(): void {
    const { state } = this;
    if (state === this.reported) return;
    this.reported = state;
    this.onState(state);
  }
}
