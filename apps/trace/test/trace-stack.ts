import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamName } from '@gatewayops/contracts';
import { startClickHouse, startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, type Redis } from '@gatewayops/redis';
import { createLogger, createService, parseEnvironment, type RunningService } from '@gatewayops/service';
import { AuthStandIn } from '@gatewayops/testing/auth-stand-in';
import { encodeEvent } from '@gatewayops/testing/call-events';
import { TraceEnvironment } from '../src/env.js';
import { traceService } from '../src/start.js';

export const ADMIN_TOKEN = 'a'.repeat(32);
const cacheDir = join(homedir(), '.cache', 'gatewayops');

export interface Answer {
  status: number;
  headers: Headers;
  body: { [field: string]: unknown };
}

/** The trace service on stores of its own, with two organisations and their keys. */
export class TraceStack {
  readonly orgA = randomUUID();
  readonly orgB = randomUUID();
  auth!: AuthStandIn;
  redisEngine!: RunningEngine;
  clickhouse!: RunningEngine;
  redis!: Redis;
  service: RunningService | undefined;
  readonly keys = { a: '', b: '', without: '' };
  private dataDir = '';

  /** `serve: false` starts the stores only. */
  static async start(options: { serve?: boolean } = {}): Promise<TraceStack> {
    const stack = new TraceStack();
    try {
      await stack.open(options.serve ?? true);
      return stack;
    } catch (error) {
      await stack.close();
      throw error;
    }
  }

  private async open(serve: boolean): Promise<void> {
    this.dataDir = await mkdtemp(join(tmpdir(), 'trace-'));
    // One after the other: a free port that was chosen is taken only once its engine listens.
    this.auth = await AuthStandIn.start();
    await this.startClickHouse();
    this.redisEngine = await startRedis({ dataDir: join(this.dataDir, 'redis'), cacheDir, syncsToDisk: false });
    this.redis = connectRedis({ url: this.redisEngine.url, name: 'test' });
    this.keys.a = this.auth.addKey('a', this.orgA, ['traces:read']);
    this.keys.b = this.auth.addKey('b', this.orgB, ['traces:read']);
    this.keys.without = this.auth.addKey('without', this.orgA, ['costs:read']);
    if (serve) this.service = await this.createService();
  }

  /** Also brings a killed one back, at its address and with its data. */
  async startClickHouse(): Promise<void> {
    const port = this.clickhouse ? { port: this.clickhouse.port } : {};
    this.clickhouse = await startClickHouse({ dataDir: join(this.dataDir, 'clickhouse'), ...port });
  }

  environment(): Record<string, string> {
    return {
      PORT: '0',
      LOG_LEVEL: 'silent',
      INTERNAL_SECRET: 's'.repeat(32),
      ADMIN_TOKEN,
      REDIS_URL: this.redisEngine.url,
      CLICKHOUSE_URL: this.clickhouse.url,
      AUTH_URL: this.auth.url,
    };
  }

  createService(): Promise<RunningService> {
    const environment = parseEnvironment(TraceEnvironment, this.environment());
    return createService({ ...traceService(environment), logger: createLogger({ service: 'trace', level: 'silent' }) });
  }

  /** Puts events on the stream, as gateways do. */
  async publish(events: readonly object[]): Promise<void> {
    const pipeline = this.redis.pipeline();
    for (const event of events) pipeline.xadd(streamName('trace'), '*', 'e', encodeEvent(event));
    await pipeline.exec();
  }

  async call(
    path: string,
    init: { method?: string; token?: string; orgId?: string; body?: unknown } = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (init.token) headers['authorization'] = `Bearer ${init.token}`;
    if (init.orgId) headers['x-organization-id'] = init.orgId;
    if (init.body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.service?.url}${path}`, {
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers,
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }

  /** Also after a start that failed half way. */
  async close(): Promise<void> {
    await this.service?.close();
    this.redis?.disconnect();
    await Promise.all([this.auth?.close(), this.redisEngine?.stop(), this.clickhouse?.stop()]);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Asks until `isDone` or 5 s have passed; gives the last answer. */
export async function eventually<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, waitMs = 5_000): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The hour around now as a query. */
export const aroundNow = (): { start_time: string; end_time: string } => ({
  start_time: new Date(Date.now() - 3_600_000).toISOString(),
  end_time: new Date(Date.now() + 3_600_000).toISOString(),
});

export const queryOf = (fields: Record<string, string | number>): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
