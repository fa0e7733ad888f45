import type { Redis } from 'ioredis';

const TICK_MS = 1_000;

/**
 * Breaks a connection off that has swallowed a `PING` for `silenceMsMax`. TCP alone would notice a peer that vanished
 * without a word after a quarter of an hour.
 */
export function watchSilence(redis: Redis, silenceMsMax: number): void {
  const ticksMax = Math.ceil(silenceMsMax / TICK_MS);
  // Ticks and not the clock are counted: after a pause of this process the answer may lie unread in the socket.
  let ticksUnanswered = 0;
  let waiting = false;
  let epoch = 0;

  const tick = () => {
    if (redis.status !== 'ready') return;
    if (waiting) {
      ticksUnanswered += 1;
      if (ticksUnanswered > ticksMax) redis.disconnect(true);
      return;
    }
    waiting = true;
    const asked = epoch;
    redis.ping().then(
      () => asked === epoch && heard(),
      // A time-out is silence; the tick goes on counting.
      () => undefined,
    );
  };
  const heard = () => {
    waiting = false;
    ticksUnanswered = 0;
  };

  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  redis.on('close', () => {
    epoch += 1;
    heard();
  });
  redis.on('end', () => clearInterval(timer));
}
