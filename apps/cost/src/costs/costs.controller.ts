import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CostGroupsQuery,
  CostSummaryQuery,
  CostSummaryResponse,
  KeyCostsResponse,
  PageQuery,
  ServerCostsResponse,
  TeamCostsResponse,
  ToolCostsResponse,
  TraceCostResponse,
  TraceIdParameter,
  UserCostsResponse,
} from '@gatewayops/contracts';
import { ACCESS_ERRORS, Operation } from '@gatewayops/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { orNull, toolOf } from './answers.js';
import { Costs } from './costs.js';

const ERRORS = [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'] as const;

/** What an organisation's calls cost. */
@Controller('/v1/costs')
@Requires('costs:read')
export class CostsController {
  constructor(private readonly costs: Costs) {}

  @Get('summary')
  @Operation({
    id: 'getCostSummary',
    summary: 'Sums the costs of a period, by time, team, user or server',
    status: 200,
    answer: CostSummaryResponse,
    errors: ERRORS,
  })
  summary(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostSummaryQuery }) query: CostSummaryQuery,
  ): Promise<CostSummaryResponse> {
    return this.costs.summary(caller.orgId, query, 'GET /v1/costs/summary');
  }

  @Get('by-team')
  @Operation({
    id: 'listTeamCosts',
    summary: 'Lists the costs of a period by team',
    status: 200,
    answer: TeamCostsResponse,
    errors: ERRORS,
  })
  async byTeam(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostGroupsQuery }) query: CostGroupsQuery,
  ): Promise<TeamCostsResponse> {
    const page = await this.costs.groups(caller.orgId, 'team', query, 'GET /v1/costs/by-team');
    return { ...page, items: page.items.map(({ group, ...amounts }) => ({ team_id: orNull(group), ...amounts })) };
  }

  @Get('by-user')
  @Operation({
    id: 'listUserCosts',
    summary: 'Lists the costs of a period by user',
    status: 200,
    answer: UserCostsResponse,
    errors: ERRORS,
  })
  async byUser(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostGroupsQuery }) query: CostGroupsQuery,
  ): Promise<UserCostsResponse> {
    const page = await this.costs.groups(caller.orgId, 'user', query, 'GET /v1/costs/by-user');
    return { ...page, items: page.items.map(({ group, ...amounts }) => ({ user_id: orNull(group), ...amounts })) };
  }

  @Get('by-server')
  @Operation({
    id: 'listServerCosts',
    summary: 'Lists the costs of a period by MCP server',
    status: 200,
    answer: ServerCostsResponse,
    errors: ERRORS,
  })
  async byServer(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostGroupsQuery }) query: CostGroupsQuery,
  ): Promise<ServerCostsResponse> {
    const page = await this.costs.groups(caller.orgId, 'server', query, 'GET /v1/costs/by-server');
    return { ...page, items: page.items.map(({ group, ...amounts }) => ({ mcp_server: group, ...amounts })) };
  }

  @Get('by-key')
  @Operation({
    id: 'listKeyCosts',
    summary: 'Lists the costs of a period by API key',
    status: 200,
    answer: KeyCostsResponse,
    errors: ERRORS,
  })
  async byKey(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostGroupsQuery }) query: CostGroupsQuery,
  ): Promise<KeyCostsResponse> {
    const page = await this.costs.groups(caller.orgId, 'key', query, 'GET /v1/costs/by-key');
    return { ...page, items: page.items.map(({ group, ...amounts }) => ({ key_id: group, ...amounts })) };
  }

  @Get('by-tool')
  @Operation({
    id: 'listToolCosts',
    summary: 'Lists the costs of a period by tool',
    status: 200,
    answer: ToolCostsResponse,
    errors: ERRORS,
  })
  async byTool(
    @Caller() caller: CallerIdentity,
    @Query({ schema: CostGroupsQuery }) query: CostGroupsQuery,
  ): Promise<ToolCostsResponse> {
    const page = await this.costs.groups(caller.orgId, 'tool', query, 'GET /v1/costs/by-tool');
    return { ...page, items: page.items.map(({ group, ...amounts }) => ({ ...toolOf(group), ...amounts })) };
  }

  @Get('trace/:id')
  @Operation({
    id: 'getTraceCost',
    summary: 'Reads what a trace cost, call by call',
    status: 200,
    answer: TraceCostResponse,
    errors: ERRORS,
  })
  ofTrace(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: TraceIdParameter }) id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<TraceCostResponse> {
    return this.costs.ofTrace(caller.orgId, id, page, 'GET /v1/costs/trace/{id}');
  }
}
