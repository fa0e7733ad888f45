export interface CircuitBreakerOptions {
  /** Failures within `windowMs` that open the circuit. */
  failureThreshold: number;
  windowMs: number;
  /** How long an open circuit refuses before it lets trials through. */
  openMs: number;
  /** Trials let through at once while half open; all of them must succeed to close the circuit. */
  halfOpenRequests: number;
  /** Milliseconds from a clock that never goes back. */
  now?: () => number;
}

export type CircuitState = 'closed' | 'open' | 'half_open';

/**
 * Stops calls to something that keeps failing. Every call that {@link tryAcquire} admits ends in exactly one of
 * {@link succeed}, {@link fail} and {@link release}. Specification: Circuit Breakers, for the numbers.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #now: () => number;
  /** Times of the latest failures, a ring of `failureThreshold`. */
  readonly #failedAtMs: number[];
  #oldest = 0;
  #state: CircuitState = 'closed';
  #openedAtMs = 0;
  #trialsAtMs = 0;
  #trialsLeft = 0;
  #trialsSucceeded = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#failedAtMs = Array.from({ length: options.failureThreshold }, () => -Infinity);
  }

  /** `open` turns into `half_open` by the passing of time alone. */
  get state(): CircuitState {
    if (this.#state === 'open' && this.#now() - this.#openedAtMs >= this.#options.openMs) return 'half_open';
    return this.#state;
  }

  /** Milliseconds until an open circuit admits trials; 0 where it is not open. */
  get retryAfterMs(): number {
    if (this.#state !== 'open') return 0;
    return Math.max(0, this.#openedAtMs + this.#options.openMs - this.#now());
  }

  /** Whether a call may be made now. */
  tryAcquire(): boolean {
    if (this.#state === 'closed') return true;
    const now = this.#now();
    if (this.#state === 'open') {
      if (now - this.#openedAtMs < this.#options.openMs) return false;
      this.#startTrials(now);
    } else if (now - this.#trialsAtMs >= this.#options.openMs) {
      // Trials that never reported must not keep the circuit half open for ever.
      this.#startTrials(now);
    }
    if (this.#trialsLeft === 0) return false;
    this.#trialsLeft--;
    return true;
  }

  /** An admitted call went well. */
  succeed(): void {
    if (this.#state !== 'half_open') return;
    this.#trialsSucceeded++;
    if (this.#trialsSucceeded < this.#options.halfOpenRequests) return;
    this.#state = 'closed';
    this.#failedAtMs.fill(-Infinity);
  }

  /** An admitted call failed in a way that speaks against the other side. */
  fail(): void {
    const now = this.#now();
    if (this.#state === 'half_open') return this.#open(now);
    // A call that was admitted before the circuit opened adds nothing to what is known.
    if (this.#state === 'open') return;
    this.#failedAtMs[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#failedAtMs.length;
    // The ring's next slot holds the oldest of the last `failureThreshold` failures.
    if (now - (this.#failedAtMs[this.#oldest] ?? -Infinity) < this.#options.windowMs) this.#open(now);
  }

  /** An admitted call ended without saying anything about the other side, e.g. the caller went away. */
  release(): void {
    if (this.#state === 'half_open') {
      this.#trialsLeft = Math.min(this.#trialsLeft + 1, this.#options.halfOpenRequests - this.#trialsSucceeded);
    }
  }

  #open(now: number): void {
    this.#state = 'open';
    this.#openedAtMs = now;
  }

  #startTrials(now: number): void {
    this.#state = 'half_open';
    this.#trialsAtMs = now;
    this.#trialsLeft = this.#options.halfOpenRequests;
    this.#trialsSucceeded = 0;
  }
}
