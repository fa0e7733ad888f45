import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';

export type AvailabilityState = 'up' | 'down';

export interface RedisAvailabilityOptions {
  /** How often a `PING` is sent. */
  probeIntervalMs?: number;
  /** Without an answer for this long, Redis counts as away. */
  probeTimeoutMs?: number;
}

/**
 * Knows whether Redis answers. `state` is kept current by the connection's events and by a `PING` a second, so that a
 * connection that swallows everything counts as down, too. Emits `up` and `down` on a change. Call `close` at the end.
 */
export class RedisAvailability extends EventEmitter<{ up: []; down: [] }> {
  #state: AvailabilityState;
  readonly #timer: NodeJS.Timeout;
  readonly #onReady = () => this.#become('up');
  readonly #onClose = () => this.#become('down');

  constructor(
    private readonly redis: Redis,
    options: RedisAvailabilityOptions = {},
  ) {
    super();
    this.#state = redis.status === 'ready' ? 'up' : 'down';
    redis.on('ready', this.#onReady);
    redis.on('close', this.#onClose);
    const probeTimeoutMs = options.probeTimeoutMs ?? 1_000;
    this.#timer = setInterval(() => void this.#probe(probeTimeoutMs), options.probeIntervalMs ?? 1_000);
    this.#timer.unref();
  }

  get state(): AvailabilityState {
    return this.#state;
  }

  close(): void {
    clearInterval(this.#timer);
    this.redis.off('ready', this.#onReady);
    this.redis.off('close', this.#onClose);
    this.removeAllListeners();
  }

  async #probe(timeoutMs: number): Promise<void> {
    if (this.redis.status !== 'ready') return this.#become('down');
    const timer = setTimeout(() => this.#become('down'), timeoutMs);
    try {
      await this.redis.ping();
      this.#become('up');
    } catch {
      this.#become('down');
    } finally {
      clearTimeout(timer);
    }
  }

  #become(state: AvailabilityState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.emit(state);
  }
}
