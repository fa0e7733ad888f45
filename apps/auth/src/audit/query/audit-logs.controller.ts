import { Readable } from 'node:stream';
import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  AuditExportQuery,
  AuditLogPage,
  AuditLogQuery,
  AuditVerification,
  type AuditLogEntry,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { READ_ERRORS } from '../../http/operation-errors.js';
import { AuditLogService } from './audit-log.service.js';
import { CSV_HEADER, csvLines } from './csv.js';

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson' } as const;

/** An organisation's audit log: searched, taken away, and shown to be whole. Looking into it is in it. */
@Controller('/v1/audit-logs')
@Requires('audit:read')
export class AuditLogsController {
  constructor(private readonly log: AuditLogService) {}

  @Get()
  @Operation({
    id: 'searchAuditLogs',
    summary: 'Searches the audit log, newest first',
    description:
      'Rows come a moment after what they tell of. The search itself is a row: one a minute for the same words.',
    status: 200,
    answer: AuditLogPage,
    errors: READ_ERRORS,
  })
  search(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Query({ schema: AuditLogQuery }) query: AuditLogQuery,
  ): Promise<AuditLogPage> {
    return this.log.search(orgId, actor, query);
  }

  @Get('export')
  @Requires('audit:export')
  @Operation({
    id: 'exportAuditLogs',
    summary: 'Sends the audit log, oldest first, as CSV or JSON lines',
    description:
      'Of any length; one that ends early breaks off the connection. Lines of JSON are rows as the search shows them, each ' +
      'with its hash. Cells of CSV that a spreadsheet would compute begin with an apostrophe.',
    status: 200,
    answer: null,
    errors: READ_ERRORS,
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  async export(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Query({ schema: AuditExportQuery }) { format, ...filters }: AuditExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parts = await this.log.export(orgId, actor, filters, format);
    await reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="audit-log.${format}"`)
      .send(Readable.from(format === 'csv' ? csvOf(parts) : jsonLinesOf(parts), { objectMode: false }));
  }

  @Get('verification')
  @Operation({
    id: 'readAuditVerification',
    summary: 'Shows the end of the chain that was signed last, and whether what was added since continues it',
    description: '`npm run audit:verify` checks every row.',
    status: 200,
    answer: AuditVerification,
    errors: READ_ERRORS,
  })
  verification(@Caller() { orgId }: CallerIdentity): Promise<AuditVerification> {
    return this.log.verification(orgId);
  }
}

async function* csvOf(parts: AsyncIterable<AuditLogEntry[]>): AsyncGenerator<string> {
  yield CSV_HEADER;
  for await (const entries of parts) yield csvLines(entries);
}

async function* jsonLinesOf(parts: AsyncIterable<AuditLogEntry[]>): AsyncGenerator<string> {
  for await (const entries of parts) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
