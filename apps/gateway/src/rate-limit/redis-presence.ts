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

/** Redis counts as away after so many looks in vain: 300 ms. A reconnect takes 25 to 100 ms; calls wait meanwhile. */
const LOOKS = 3;
const PROBE_INTERVAL_MS = 250;
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
  #suspicious = false;
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
    this.#suspicious = false;
  }

  /** A lease failed or came too late, or the connection is down. One says little, and another may not follow soon. */
  suspect(): void {
    if (this.#closed || this.state === 'away' || this.#suspicious) return;
    this.#suspicious = true;
    void this.#lookAgain();
  }

  close(): void {
    this.#closed = true;
    this.availability.off('down', this.#onDown);
    this.availability.off('up', this.#onUp);
    for (const cancel of [this.#cancelProbe, this.#cancelReturn]) cancel?.();
  }

  async #lookAgain(): Promise<void> {
    for (let attempt = 0; attempt < LOOKS; attempt++) {
      const startedAt = this.clock.now();
      const isThere = await withTimeout(this.probe.ping(), PROBE_TIMEOUT_MS, this.clock).then(
        () => true,
        () => false,
      );
      if (isThere) return this.confirm();
      const restMs = Math.max(0, PROBE_TIMEOUT_MS - (this.clock.now() - startedAt));
      await new Promise<void>((resolve) => void this.clock.after(restMs, resolve));
      if (!this.#suspicious || this.#closed) return;
    }
    this.#suspicious = false;
    this.#become('away');
    this.#scheduleProbe();
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
    const giveUp = () => reject(new Error(`no answer from Redis within ${timeoutMs} ms`));
    // After a pause of this process the answer may lie unread in the socket: one more turn to read it.
    let cancel = clock.after(timeoutMs, () => {
      cancel = clock.after(0, giveUp);
    });
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
