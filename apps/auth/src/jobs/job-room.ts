import { GatewayOpsError } from '@gatewayops/contracts';
import { Redis, withLease } from '@gatewayops/redis';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { RepeatedJob } from './repeated-job.js';

/** Where a job runs: alone, told of, and ended with the service. */
@Injectable()
export class JobRoom {
  constructor(
    private readonly redis: Redis,
    private readonly logger: Logger,
    private readonly shutdown: ShutdownHooks,
  ) {}

  /** For work that bears being done twice: the lease only saves some. */
  repeat(name: string, lease: string, intervalMs: number, work: () => Promise<void>): void {
    const job = new RepeatedJob(name, intervalMs, () => alone(this.redis, lease, work), this.logger);
    job.start();
    this.shutdown.register('stop', name, () => job.stop());
  }
}

/** Does nothing where another replica is at it. */
async function alone(redis: Redis, lease: string, work: () => Promise<void>): Promise<void> {
  let begun = false;
  try {
    await withLease(
      redis,
      lease,
      () => {
        begun = true;
        return work();
      },
      { waitMs: 0 },
    );
  } catch (error) {
    if (begun || !(error instanceof GatewayOpsError)) throw error;
  }
}
