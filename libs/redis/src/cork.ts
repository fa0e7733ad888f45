import type { Redis } from 'ioredis';

/** The commands that `send` sends in this turn of the event loop leave in one write to the socket. */
export function corked(redis: Redis, send: () => void): void {
  const socket = redis.status === 'ready' ? redis.stream : undefined;
  socket?.cork();
  try {
    send();
  } finally {
    socket?.uncork();
  }
}
