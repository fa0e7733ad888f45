import { streamName } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { promWorkerMetrics, type StreamWorker, type WorkerMetrics } from '@gatewayops/streams';
import type { OnModuleInit } from '@nestjs/common';
import { createAppender } from './appender.js';

const RETRY_MS = 5_000;

export interface AuditWorkersOptions {
  redisUrl: string;
  shards: number;
}

interface Instruments {
  logger: Logger;
  metrics: Metrics;
  shutdown: ShutdownHooks;
}

/** Runs an appender for each audit stream. The service starts without Redis, and so do they: later. */
export class AuditWorkers implements OnModuleInit {
  private readonly running: StreamWorker[] = [];
  private readonly workerMetrics: WorkerMetrics;
  private retry: NodeJS.Timeout | undefined;
  private starting: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly options: AuditWorkersOptions,
    private readonly instruments: Instruments,
  ) {
    this.workerMetrics = promWorkerMetrics(instruments.metrics.registry);
  }

  onModuleInit(): void {
    this.instruments.shutdown.register('drain', 'audit appenders', () => this.close());
    this.starting = this.startFrom(0);
  }

  private async startFrom(first: number): Promise<void> {
    const { redisUrl, shards } = this.options;
    for (let shard = first; shard < shards && !this.stopped; shard++) {
      const stream = streamName('audit', shard, shards);
      const { logger } = this.instruments;
      const worker = createAppender(this.tenants, { redisUrl, stream, logger, metrics: this.workerMetrics });
      try {
        await worker.start();
        this.running.push(worker);
      } catch (error) {
        await worker.close();
        logger.warn({ error, stream }, 'the audit log is not appended to yet: Redis is away');
        this.startLater(shard);
        return;
      }
    }
  }

  private startLater(shard: number): void {
    if (this.stopped) return;
    this.retry = setTimeout(() => {
      this.starting = this.startFrom(shard);
    }, RETRY_MS);
  }

  private async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.starting;
    await Promise.all(this.running.map((worker) => worker.close()));
  }
}
