import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { freePorts, Stack, type ServiceName, progress } from '@gatewayops/tool-launcher';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from './options.js';
import { StreamWatch } from './stream-watch.js';

export interface SystemOptions {
  folder: string;
  cacheDir: string;
  delivery: Delivery;
}

/** All of GatewayOps, whose services reach Redis through a proxy that can fail. */
export class System {
  replicas = 1;

  private constructor(
    readonly stack: Stack,
    readonly proxy: FaultProxy,
    readonly watch: StreamWatch,
    private readonly redis: Redis,
    private readonly engine: { current: RunningEngine; start: (port: number) => Promise<RunningEngine> },
  ) {}

  static async start({ folder, cacheDir, delivery }: SystemOptions): Promise<System> {
    const start = (port?: number) =>
      startRedis({ dataDir: join(folder, 'redis'), cacheDir, ...(port === undefined ? {} : { port }) });
    const engine = await start();
    const proxy = await FaultProxy.start({ port: engine.port });
    const proxied = new URL(engine.url);
    proxied.port = String(proxy.port);
    const redis = connectRedis({ url: engine.url, name: 'check' });
    try {
      await whenReady(redis, 10_000);
      const stack = await Stack.start({
        dataDir: join(folder, 'data'),
        ports: await freePorts(),
        cacheDir,
        external: { redis: proxied.href },
        environment: { gateway: { DELIVERY: delivery } },
        logLevel: 'warn',
      });
      return new System(stack, proxy, new StreamWatch(redis), redis, { current: engine, start });
    } catch (error) {
      redis.disconnect();
      await proxy.close();
      await engine.stop();
      throw error;
    }
  }

  async addReplica(name: string, service: ServiceName): Promise<void> {
    await this.stack.addReplica(name, service, (await freePorts()).everything);
  }

  /** SIGKILL, a pause, and a new process on the same files and port. */
  async killRedis(pauseMs: number): Promise<void> {
    const { port } = this.engine.current;
    this.engine.current.kill('SIGKILL');
    await this.engine.current.exited;
    await delay(pauseMs);
    this.engine.current = await this.engine.start(port);
    await whenReady(this.redis, 20_000);
  }

  async stop(): Promise<void> {
    progress('stopping');
    await this.stack.stop();
    this.redis.disconnect();
    await this.proxy.close();
    await this.engine.current.stop();
  }
}
