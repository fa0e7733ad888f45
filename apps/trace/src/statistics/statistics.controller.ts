import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { TraceGroups, TraceGroupsQuery, TraceStatistics, TraceStatisticsQuery } from '@gatewayops/contracts';
import { ACCESS_ERRORS, Operation } from '@gatewayops/service';
import { Controller, Get, Query } from '@nestjs/common';
import { Statistics } from './statistics.js';

const ERRORS = [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'] as const;

/** How many calls an organisation made, how they went and how long they took. */
@Controller('/v1/traces/statistics')
@Requires('traces:read')
export class StatisticsController {
  constructor(private readonly statistics: Statistics) {}

  @Get()
  @Operation({
    id: 'getTraceStatistics',
    summary: 'Counts calls, errors, latency and cost by interval, with the totals of the period before',
    description:
      'Takes the filters of the list of traces; here each call is judged by itself. Calls are kept for 30 days; counts by the hour ' +
      'for 400, which do for all filters but `status`, `q`, `min_duration_ms` and URIs of resources. Percentiles are within about ' +
      '1% of the exact ones.',
    status: 200,
    answer: TraceStatistics,
    errors: ERRORS,
  })
  read(
    @Caller() caller: CallerIdentity,
    @Query({ schema: TraceStatisticsQuery }) query: TraceStatisticsQuery,
  ): Promise<TraceStatistics> {
    return this.statistics.read(caller.orgId, query, 'GET /v1/traces/statistics');
  }

  @Get('groups')
  @Operation({
    id: 'listTraceGroups',
    summary: 'Lists the servers, tools, teams, users or keys with the most calls, errors, latency or cost',
    status: 200,
    answer: TraceGroups,
    errors: ERRORS,
  })
  groups(
    @Caller() caller: CallerIdentity,
    @Query({ schema: TraceGroupsQuery }) query: TraceGroupsQuery,
  ): Promise<TraceGroups> {
    return this.statistics.groups(caller.orgId, query, 'GET /v1/traces/statistics/groups');
  }
}
