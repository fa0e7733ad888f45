import type { Redis } from '@gatewayops/redis';

const WINDOW_SECONDS = 60;
/** From all addresses together, as a multiple of what one may. */
const ALL_FACTOR = 30;

/** How often clients may register themselves: so often a minute from one address, and 30 times as often from all. */
export class RegistrationLimit {
  constructor(
    private readonly redis: Redis,
    private readonly perMinuteMax: number,
  ) {}

  /** Without Redis nobody registers: what is not counted is not bounded. */
  async admits(address: string): Promise<boolean> {
    const window = Math.floor(Date.now() / (WINDOW_SECONDS * 1000));
    const [ofAddress, ofAll] = await Promise.all([this.count(`${window}:${address}`), this.count(String(window))]);
    return ofAddress <= this.perMinuteMax && ofAll <= this.perMinuteMax * ALL_FACTOR;
  }

  private async count(name: string): Promise<number> {
    const key = `gwo:{oauth}:registrations:${name}`;
    try {
      const answer = await this.redis.multi().incr(key).expire(key, 2 * WINDOW_SECONDS).exec(); // prettier-ignore
      return Number(answer?.[0]?.[1] ?? Infinity);
    } catch {
      return Infinity;
    }
  }
}
