import { Metrics } from '@gatewayops/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRoom } from '../jobs/job-room.js';
import { ArchiveJob } from './archive/archive-job.js';
import { HeadSigner } from './heads/head-signer.js';

export const AUDIT_INTERVALS = Symbol('intervals of the audit log');

export interface AuditIntervals {
  signMs: number;
  archiveMs: number;
}

/** Signing and archiving, each on one replica at a time. */
@Injectable()
export class AuditJobs implements OnModuleInit {
  constructor(
    private readonly signer: HeadSigner,
    private readonly archive: ArchiveJob,
    private readonly metrics: Metrics,
    private readonly room: JobRoom,
    @Inject(AUDIT_INTERVALS) private readonly intervals: AuditIntervals,
  ) {}

  onModuleInit(): void {
    const { signMs, archiveMs } = this.intervals;
    const help = 'Audit logs that do not continue what was signed';
    const broken = this.metrics.gauge({ name: 'audit_chains_broken', help });
    this.room.repeat('signing audit logs', 'gwo:{audit-heads}:signing', signMs, async () => {
      broken.set(await this.signer.signAll());
    });
    this.room.repeat('archiving audit logs', 'gwo:{audit-heads}:archiving', archiveMs, async () => {
      await this.archive.run();
    });
  }
}
