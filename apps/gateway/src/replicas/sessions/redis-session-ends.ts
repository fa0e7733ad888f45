import { redisKeys, SESSION_ENDS_CHANNEL } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';
import type { SessionEnds } from './ended-sessions.js';

/** A call waits for it. */
const ANSWER_TIMEOUT_MS = 250;
const UNTOLD_MAX = 10_000;

/** Ends of sessions in Redis: told on a channel, and kept for those that did not listen. */
export class RedisSessionEnds implements SessionEnds {
  isListening = false;
  /** By id, until when: ends that Redis could not be told of. */
  private readonly untold = new Map<string, number>();

  /** @param subscriber a connection of its own */
  constructor(
    private readonly redis: Redis,
    private readonly subscriber: Redis,
  ) {}

  start({ ended, listening }: Parameters<SessionEnds['start']>[0]): void {
    const listen = async (): Promise<void> => {
      // A connection that breaks meanwhile comes here again with its next `ready`.
      if (!(await this.subscriber.subscribe(SESSION_ENDS_CHANNEL).then(() => true, () => false))) return;
      this.isListening = true;
      listening();
      await this.tellUntold();
    }; // prettier-ignore
    this.subscriber.on('message', (_channel: string, id: string) => ended(id));
    this.subscriber.on('ready', () => void listen());
    this.subscriber.on('close', () => (this.isListening = false));
    if (this.subscriber.status === 'ready') void listen();
  }

  async tell(id: string, lifeMs: number): Promise<void> {
    try {
      // In this order: whoever asks after the news was given out finds it.
      await Promise.all([
        this.redis.set(redisKeys.sessionEnd(id), '', 'PX', lifeMs),
        this.redis.publish(SESSION_ENDS_CHANNEL, id),
      ]);
    } catch {
      if (this.untold.size < UNTOLD_MAX) this.untold.set(id, Date.now() + lifeMs);
    }
  }

  async has(id: string): Promise<boolean> {
    // Without Redis no call waits for it.
    if (this.redis.status !== 'ready') throw new Error('Redis is away');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('Redis is slow')), ANSWER_TIMEOUT_MS);
    });
    try {
      return (await Promise.race([this.redis.exists(redisKeys.sessionEnd(id)), late])) === 1;
    } finally {
      clearTimeout(timer);
    }
  }

  private async tellUntold(): Promise<void> {
    const all = [...this.untold];
    this.untold.clear();
    for (const [id, endsAtMs] of all) {
      const lifeMs = endsAtMs - Date.now();
      if (lifeMs > 0) await this.tell(id, lifeMs);
    }
  }
}
