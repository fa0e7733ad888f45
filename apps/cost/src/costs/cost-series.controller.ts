import { Readable } from 'node:stream';
import { Caller, CurrentActor, Requires, type Actor, type CallerIdentity } from '@gatewayops/access';
import { CostExportQuery, CostSeriesQuery, CostSeriesResponse } from '@gatewayops/contracts';
import { ACCESS_ERRORS, Operation } from '@gatewayops/service';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CostExports } from './cost-export.js';
import { CostSeries } from './cost-series.js';

const ERRORS = [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'] as const;
const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson' } as const;

/** What an organisation's calls cost, over time and to take away. */
@Controller('/v1/costs')
@Requires('costs:read')
export class CostSeriesController {
  constructor(
    private readonly series: CostSeries,
    private readonly exports: CostExports,
  ) {}

  @Get('series')
  @Operation({
    id: 'getCostSeries',
    summary: 'Sums costs by hour or day for the groups that cost most, and for the rest',
    description: 'Whole hours or days, UTC: the period is widened to them.',
    status: 200,
    answer: CostSeriesResponse,
    errors: ERRORS,
  })
  read(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostSeriesQuery }) query: CostSeriesQuery,
  ): Promise<CostSeriesResponse> {
    return this.series.read(caller.orgId, query, 'GET /v1/costs/series');
  }

  @Get('export')
  @Operation({
    id: 'exportCosts',
    summary: 'Sends the costs of a period as CSV or JSON lines',
    description:
      'At most 100,000 lines; one that ends early breaks off the connection. Cells of CSV that a spreadsheet would compute ' +
      'begin with an apostrophe. Each export is in the audit log.',
    status: 200,
    answer: null,
    errors: ERRORS,
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  async export(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Query({ schema: CostExportQuery }) query: CostExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parts = await this.exports.lines(orgId, actor, query);
    await reply
      .header('content-type', TYPES[query.format])
      .header('content-disposition', `attachment; filename="costs-by-${query.by}.${query.format}"`)
      .send(Readable.from(parts, { objectMode: false }));
  }
}
