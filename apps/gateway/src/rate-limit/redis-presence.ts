import type { RedisAvailability } from '@gatewayops/redis';
import type { Clock } from './clock.js';
import { LIFE_MS_MAX } from './lease-plan.js';

/** When gateways that lost Redis go back to the shared buckets, by the clock of Redis. */
export interface ReturnAgreement {
  /** Microseconds since 1970. */
  returnAtUs: number;
  nowUs: number;
}

/** What is asked of Redis itself. */
export interface RedisProbe {
  /** Any round trip. */
  ping(): Promise<unknown>;
  /** When all gateways go back to it; the first to ask sets that `settleMs` ahead. */
  agreeReturn(settleMs: number): Promise<ReturnAgreement>;
}

/** Redis may be silent for so long before it counts as away: a reconnect takes 25 to 100 ms. Calls wait meanwhile. */
const GRACE_MS = 300;
const PROBE_INTERVAL_MS = 250;
const LOOK_AGAIN_MS = 50;
const PROBE_TIMEOUT_MS = LIFE_MS_MAX;
/**
 * All gateways find Redis within this time of its return: their clients try at least once a second, and they probe four
 * times a second. Until then each holds to its share, so that shares and shared buckets are not used side by side.
 */
const SETTLE_MS = 2_000;

/**
 * Whether the shared buckets in Redis can be used. `away` after 300 ms in which no answer came in time or the
 * connection was down; back at a time that all gateways agree on in Redis.
 */
export class RedisPresence {
  state: 'shared' | 'away' = 'shared';
  /** When it last became away, by the limiter's clock. */
  awaySince = 0;
  /** When Redis last came back, in microseconds by its own clock; 0 for never. Buckets count nothing from before. */
  epochUs = 0;
  #cancelSuspicion: (() => void) | null = null;
  #cancelProbe: (() => void) | null = null;
  #cancelReturn: (() => void) | null = null;
  #closed = false;
  readonly #onDown = () => this.suspect();
  readonly #onUp = () => this.confirm();

  constructor(
    private readonly probe: RedisProbe,
    private readonly availability: Pick<RedisAvailability, 'state' | 'on' | 'off'>,
    private readonly clock: Clock,
    private readonly onChange: (state: 'shared' | 'away') => void,
  ) {
    availability.on('down', this.#onDown);
    availability.on('up', this.#onUp);
    if (availability.state === 'down') this.suspect();
  }

  /** A lease came back in time, or the connection is there again. */
  confirm(): void {
    this.#cancelSuspicion?.();
    this.#cancelSuspicion = null;
  }

  /** A lease failed or came too late, or the connection is down. */
  suspect(): void {
    if (this.#closed || this.state === 'away' || this.#cancelSuspicion !== null) return;
    this.#cancelSuspicion = this.clock.after(GRACE_MS, () => {
      this.#cancelSuspicion = null;
      this.#become('away');
      this.#scheduleProbe();
    });
    void this.#lookAgain();
  }

  close(): void {
    this.#closed = true;
    this.availability.off('down', this.#onDown);
    this.availability.off('up', this.#onUp);
    for (const cancel of [this.#cancelSuspicion, this.#cancelProbe, this.#cancelReturn]) cancel?.();
  }

  /** One lease that came late says little, and another may not follow soon. */
  async #lookAgain(): Promise<void> {
    while (this.#cancelSuspicion !== null && this.availability.state === 'up') {
      try {
        await withTimeout(this.probe.ping(), PROBE_TIMEOUT_MS, this.clock);
        return this.confirm();
      } catch {
        await new Promise<void>((resolve) => void this.clock.after(LOOK_AGAIN_MS, resolve));
      }
    }
  }

  #scheduleProbe(): void {
    if (this.#closed || this.state === 'shared') return;
    this.#cancelProbe = this.clock.after(PROBE_INTERVAL_MS, () => void this.#probe());
  }

  async #probe(): Promise<void> {
    try {
      const agreement = await withTimeout(this.probe.agreeReturn(SETTLE_MS), PROBE_TIMEOUT_MS, this.clock);
      if (!this.#closed && this.#cancelReturn === null) this.#return(agreement);
    } catch {
      // Gone again while it settled.
      this.#cancelReturn?.();
      this.#cancelReturn = null;
    }
    this.#scheduleProbe();
  }

  #return({ returnAtUs, nowUs }: ReturnAgreement): void {
    this.#cancelReturn = this.clock.after(Math.max(0, Math.ceil((returnAtUs - nowUs) / 1000)), () => {
      this.#cancelReturn = null;
      this.#cancelProbe?.();
      this.epochUs = returnAtUs;
      this.#become('shared');
    });
  }

  #become(state: 'shared' | 'away'): void {
    this.state = state;
    if (state === 'away') this.awaySince = this.clock.now();
    this.onChange(state);
  }
}

/** Rejects where `promise` takes longer; its late outcome is ignored. */
export function withTimeout<T>(promise: Promise<T>, timeoutMs: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => reject(new Error(`no answer from Redis within ${timeoutMs} ms`)));
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
