import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  PageQuery,
  SpanListResponse,
  TraceDetail,
  TraceIdParameter,
  TraceListQuery,
  TraceListResponse,
  TraceSearchRequest,
} from '@gatewayops/contracts';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from '@gatewayops/service';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Traces } from './traces.js';

const ERRORS = [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'] as const;

/** What an organisation's calls did. */
@Controller('/v1/traces')
@Requires('traces:read')
export class TracesController {
  constructor(private readonly traces: Traces) {}

  @Get()
  @Operation({
    id: 'listTraces',
    summary: 'Lists traces, latest first',
    status: 200,
    answer: TraceListResponse,
    errors: ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: TraceListQuery }) query: TraceListQuery,
  ): Promise<TraceListResponse> {
    return this.traces.list(caller.orgId, query, 'GET /v1/traces');
  }

  @Post('search')
  @Operation({
    id: 'searchTraces',
    summary: 'Lists traces by filters in the body, with the same pages as the list',
    status: 200,
    answer: TraceListResponse,
    errors: [...ERRORS, ...BODY_ERRORS],
  })
  search(
    @Caller() caller: CallerIdentity,
    @Body({ schema: TraceSearchRequest }) body: TraceSearchRequest,
  ): Promise<TraceListResponse> {
    return this.traces.list(caller.orgId, body, 'POST /v1/traces/search');
  }

  @Get(':id')
  @Operation({
    id: 'getTrace',
    summary: 'Reads one trace',
    status: 200,
    answer: TraceDetail,
    errors: ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: TraceIdParameter }) id: string): Promise<TraceDetail> {
    return this.traces.get(caller.orgId, id, 'GET /v1/traces/{id}');
  }

  @Get(':id/spans')
  @Operation({
    id: 'listSpans',
    summary: 'Lists the spans of a trace, earliest first',
    description: 'Spans are kept for 30 days and traces for 90: an old trace has none.',
    status: 200,
    answer: SpanListResponse,
    errors: ERRORS,
  })
  spans(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: TraceIdParameter }) id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<SpanListResponse> {
    return this.traces.spans(caller.orgId, id, page, 'GET /v1/traces/{id}/spans');
  }
}
