import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CreateMcpServer,
  McpServer,
  McpServerDocument,
  McpServerHealthView,
  McpServerPage,
  McpServerQuery,
  McpServerStatusPage,
  McpServerTest,
  McpServerToolPage,
  PageQuery,
  UpdateMcpServer,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { McpServersService } from './mcp-servers.service.js';
import { toolPageOf } from './server-tools.js';
import { ServerStatesService } from './server-states.service.js';
import { ServerDiagnosisService } from './server-diagnosis.service.js';

@Controller('/v1/mcp-servers')
export class McpServersController {
  constructor(
    private readonly servers: McpServersService,
    private readonly diagnosis: ServerDiagnosisService,
    private readonly states: ServerStatesService,
  ) {}

  @Post()
  @Requires('mcp_servers:create')
  @Operation({
    id: 'createMcpServer',
    summary: 'Registers an MCP server',
    status: 201,
    answer: McpServer,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateMcpServer }) body: CreateMcpServer,
  ): Promise<McpServer> {
    return this.servers.create(caller.orgId, actor, body);
  }

  @Get()
  @Requires('mcp_servers:read')
  @Operation({
    id: 'listMcpServers',
    summary: 'Lists MCP servers, newest first',
    status: 200,
    answer: McpServerPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: McpServerQuery }) query: McpServerQuery,
  ): Promise<McpServerPage> {
    return this.servers.list(caller.orgId, query);
  }

  @Get('health')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'listMcpServerHealth',
    summary: 'Tells how all gateways find the MCP servers, newest server first',
    status: 200,
    answer: McpServerStatusPage,
    errors: READ_ERRORS,
  })
  statuses(
    @Caller() caller: CallerIdentity,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<McpServerStatusPage> {
    return this.states.list(caller.orgId, query);
  }

  @Get(':id/tools')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'listMcpServerTools',
    summary: 'Lists the tools of an MCP server as it describes them',
    description: 'From what gateways know of it, else from the server. What is wrong with the server is in `problem`.',
    status: 200,
    answer: McpServerToolPage,
    errors: READ_ERRORS,
  })
  async tools(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<McpServerToolPage> {
    return toolPageOf(await this.diagnosis.tools(caller.orgId, id), query);
  }

  @Get(':id')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'getMcpServer',
    summary: 'Reads an MCP server',
    status: 200,
    answer: McpServer,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<McpServer> {
    return this.servers.get(caller.orgId, id);
  }

  @Get(':id/document')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'getMcpServerDocument',
    summary: 'Reads the OpenAPI document of a REST service',
    status: 200,
    answer: McpServerDocument,
    errors: READ_ERRORS,
  })
  document(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<McpServerDocument> {
    return this.servers.document(caller.orgId, id);
  }

  @Patch(':id')
  @Requires('mcp_servers:update')
  @Operation({
    id: 'updateMcpServer',
    summary: 'Changes an MCP server. What is not named stays',
    status: 200,
    answer: McpServer,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateMcpServer }) body: UpdateMcpServer,
  ): Promise<McpServer> {
    return this.servers.update(caller.orgId, actor, id, body);
  }

  @Delete(':id')
  @Requires('mcp_servers:delete')
  @Operation({
    id: 'deleteMcpServer',
    summary: 'Removes an MCP server',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.servers.remove(caller.orgId, actor, id);
  }

  @Post(':id/test')
  @Requires('mcp_servers:update')
  @Operation({
    id: 'testMcpServer',
    summary: 'Connects to an MCP server and reports what it found',
    status: 200,
    answer: McpServerTest,
    errors: READ_ERRORS,
  })
  test(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<McpServerTest> {
    return this.diagnosis.test(caller.orgId, id);
  }

  @Get(':id/health')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'getMcpServerHealth',
    summary: 'Tells how gateways last saw an MCP server',
    status: 200,
    answer: McpServerHealthView,
    errors: READ_ERRORS,
  })
  health(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<McpServerHealthView> {
    return this.diagnosis.health(caller.orgId, id);
  }
}
