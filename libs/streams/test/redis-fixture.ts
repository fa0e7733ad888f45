import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export { silentLogger } from './silent-logger.js';

/** A real Redis with an append-only file, a proxy for faults in front of it, and a folder; all gone after `close`. */
export class RedisFixture {
  readonly #clients: Redis[] = [];

  private constructor(
    public engine: RunningEngine,
    readonly proxy: FaultProxy,
    readonly dir: string,
    /** Not through the proxy. */
    readonly redis: Redis,
  ) {}

  static async start(): Promise<RedisFixture> {
    const dir = await mkdtemp(join(tmpdir(), 'gatewayops-streams-'));
    const engine = await startRedis({ dataDir: join(dir, 'redis'), cacheDir });
    const proxy = await FaultProxy.start({ port: engine.port });
    const redis = connectRedis({ url: engine.url, name: 'test' });
    return new RedisFixture(engine, proxy, dir, redis);
  }

  get proxyUrl(): string {
    const url = new URL(this.engine.url);
    url.port = String(this.proxy.port);
    return url.href;
  }

  /** A client through the proxy. */
  async connect(options: { offlineQueue?: boolean } = {}): Promise<Redis> {
    const redis = connectRedis({ url: this.proxyUrl, name: 'test-proxied', ...options });
    this.#clients.push(redis);
    await whenReady(redis, 10_000);
    return redis;
  }

  /** SIGKILL, and a new process on the same port and files. */
  async killAndRestart(pauseMs = 0): Promise<void> {
    this.engine.kill('SIGKILL');
    await this.engine.exited;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    this.engine = await startRedis({ dataDir: join(this.dir, 'redis'), cacheDir, port: this.engine.port });
    await whenReady(this.redis, 20_000);
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    this.redis.disconnect();
    await this.proxy.close();
    await this.engine.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}

const cacheDir = join(homedir(), '.cache', 'gatewayops');

/** The payloads of a stream, in order. */
export async function readAll(redis: Redis, stream: string): Promise<string[]> {
  const entries = await redis.xrange(stream, '-', '+');
  return entries.map(([, fields]) => fields[1]!);
}

/** Waits until the condition holds; fails with its name after `timeoutMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
