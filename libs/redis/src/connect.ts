import { Redis } from 'ioredis';
import { watchSilence } from './silence.js';

export interface RedisConnectionOptions {
  /** `redis://` or `rediss://` with credentials and database. */
  url: string;
  /** Shown by `CLIENT LIST`, e.g. `gateway:publisher`. */
  name: string;
  onError?: (error: Error) => void;
  /** How long a command may take before it is rejected; longer than any `BLOCK` sent on this connection. */
  commandTimeoutMs?: number;
  /** False: what cannot be sent at once is rejected at once. True (default): it waits for a connection under way. */
  offlineQueue?: boolean;
  /** Commands of one turn of the event loop share one write. Only for commands that do not block. */
  autoPipelining?: boolean;
}

const COMMAND_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_DELAY_MS_MAX = 1_000;

/**
 * A client that connects in the background and reconnects for ever, with a backoff of at most 1 s.
 *
 * - **Nothing is ever sent twice**: when a connection breaks, commands without an answer are rejected. Their outcome is
 *   unknown; whoever needs it must send something that may be repeated.
 * - While a connection is being made, commands wait for it (at most 2 s and one attempt), then are rejected. A command
 *   that timed out while it waited may still be sent, so writes that must not come late set `offlineQueue: false`.
 * - A connection that does not answer a `PING` for 5 s (longer when `commandTimeoutMs` is) is broken off and made anew.
 * - `READONLY` (the server became a replica) makes a new connection.
 */
export function connectRedis(options: RedisConnectionOptions): Redis {
  const commandTimeoutMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS;
  const redis = new Redis(options.url, {
    connectionName: options.name.replaceAll(/\s+/g, '-'),
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: commandTimeoutMs,
    disconnectTimeout: 500,
    keepAlive: 10_000,
    maxRetriesPerRequest: 0,
    maxLoadingRetryTime: 250,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: options.offlineQueue ?? true,
    enableAutoPipelining: options.autoPipelining ?? false,
    disableClientInfo: true,
    retryStrategy: reconnectDelayMs,
    reconnectOnError: (error) => redisErrorCode(error) === 'READONLY',
  });
  redis.on('error', options.onError ?? (() => undefined));
  watchSilence(redis, Math.max(COMMAND_TIMEOUT_MS, commandTimeoutMs));
  return redis;
}

/** 25 ms, then doubling to 1 s, each spread by half so that replicas do not come back in step. */
function reconnectDelayMs(attempt: number): number {
  const delayMs = Math.min(25 * 2 ** Math.min(attempt - 1, 10), RECONNECT_DELAY_MS_MAX);
  return Math.ceil(delayMs * (0.5 + Math.random() / 2));
}

/**
 * The code of an error that Redis answered with (`NOSCRIPT`, `OOM`, …: RESP's simple errors start with it), or undefined
 * where the error is not an answer: then the outcome of the command is unknown.
 */
export function redisErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return undefined;
  return /^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR';
}

/** Resolves when the connection answers; rejects after `timeoutMs`. */
export async function whenReady(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      redis.off('ready', onReady);
      reject(new Error(`Redis was not ready within ${timeoutMs} ms`));
    }, timeoutMs);
    const onReady = () => {
      clearTimeout(timer);
      resolve();
    };
    redis.once('ready', onReady);
  });
}
