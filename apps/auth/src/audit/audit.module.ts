import { TenantTransactions } from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { AuthEnvironment } from '../env.js';
import { AuditPartitions } from './append/audit-partitions.js';
import { AuditWorkers } from './append/audit-workers.js';
import { JobRoom } from '../jobs/job-room.js';
import { ArchiveJob } from './archive/archive-job.js';
import { Archiver } from './archive/archiver.js';
import { ArchivedHeads } from './archive/archived-heads.js';
import { ObjectStore } from './archive/object-store.js';
import { AUDIT_INTERVALS, AuditJobs, type AuditIntervals } from './audit-jobs.js';
import { archiveSettings } from './audit-settings.js';
import { AuditSigner } from './heads/audit-signer.js';
import { HeadBook } from './heads/head-book.js';
import { HeadSigner } from './heads/head-signer.js';
import { FolderHeads, RedisHeads } from './heads/head-store.js';
import { AuditLogService } from './query/audit-log.service.js';

/** The audit log: one chain for each organisation, appended to from the stream, signed, archived and shown. */
@Module({})
export class AuditModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const settings = archiveSettings(environment);
    const store = settings && new ObjectStore(settings);
    const signer = signerOf(environment);
    return {
      module: AuditModule,
      providers: [
        AuditPartitions,
        appendersOf(environment),
        headBookOf(environment, signer, store),
        ...jobsOf(environment, signer, store),
        AuditLogService,
      ],
      exports: [AuditLogService],
    };
  }
}

const signerOf = (environment: AuthEnvironment): AuditSigner =>
  new AuditSigner(environment.MASTER_KEY, environment.MASTER_KEYS_PREVIOUS, environment.AUDIT_PUBLIC_KEYS);

const appendersOf = ({ REDIS_URL: redisUrl, STREAM_SHARDS: shards }: AuthEnvironment): Provider => ({
  provide: AuditWorkers,
  inject: [TenantTransactions, Logger, Metrics, ShutdownHooks],
  useFactory: (tenants: TenantTransactions, logger: Logger, metrics: Metrics, shutdown: ShutdownHooks) =>
    new AuditWorkers(tenants, { redisUrl, shards }, { logger, metrics, shutdown }),
});

const headBookOf = (
  { AUDIT_HEADS_DIR: folder }: AuthEnvironment,
  signer: AuditSigner,
  store: ObjectStore | null,
): Provider => ({
  provide: HeadBook,
  inject: [Redis],
  useFactory: (redis: Redis) =>
    new HeadBook(redis, signer, [
      new RedisHeads(redis),
      ...(folder === undefined ? [] : [new FolderHeads(folder)]),
      ...(store ? [new ArchivedHeads(store)] : []),
    ]),
});

const jobsOf = (environment: AuthEnvironment, signer: AuditSigner, store: ObjectStore | null): Provider[] => [
  {
    provide: HeadSigner,
    inject: [TenantTransactions, HeadBook, Logger],
    useFactory: (tenants: TenantTransactions, book: HeadBook, logger: Logger) => new HeadSigner(tenants, book, logger),
  },
  {
    provide: ArchiveJob,
    inject: [TenantTransactions, Logger],
    useFactory: (tenants: TenantTransactions, logger: Logger) =>
      new ArchiveJob(tenants, store && new Archiver(tenants, store, signer), logger),
  },
  { provide: AUDIT_INTERVALS, useValue: intervalsOf(environment) },
  JobRoom,
  AuditJobs,
];

const intervalsOf = (environment: AuthEnvironment): AuditIntervals => ({
  signMs: environment.AUDIT_SIGN_INTERVAL_MS,
  archiveMs: environment.AUDIT_ARCHIVE_INTERVAL_MS,
});
