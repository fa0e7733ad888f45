import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CreateVirtualServer,
  UpdateVirtualServer,
  Uuid,
  VirtualServer,
  VirtualServerPage,
  VirtualServerQuery,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { VirtualServersService } from './virtual-servers.service.js';

@Controller('/v1/virtual-servers')
export class VirtualServersController {
  constructor(private readonly servers: VirtualServersService) {}

  @Post()
  @Requires('mcp_servers:create')
  @Operation({
    id: 'createVirtualServer',
    summary: 'Makes a server of chosen tools of others, served at `/v1/mcp/{name}` of the gateway',
    status: 201,
    answer: VirtualServer,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateVirtualServer }) body: CreateVirtualServer,
  ): Promise<VirtualServer> {
    return this.servers.create(caller.orgId, actor, body);
  }

  @Get()
  @Requires('mcp_servers:read')
  @Operation({
    id: 'listVirtualServers',
    summary: 'Lists virtual servers, newest first',
    status: 200,
    answer: VirtualServerPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: VirtualServerQuery }) query: VirtualServerQuery,
  ): Promise<VirtualServerPage> {
    return this.servers.list(caller.orgId, query);
  }

  @Get(':id')
  @Requires('mcp_servers:read')
  @Operation({
    id: 'getVirtualServer',
    summary: 'Reads a virtual server',
    status: 200,
    answer: VirtualServer,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<VirtualServer> {
    return this.servers.get(caller.orgId, id);
  }

  @Patch(':id')
  @Requires('mcp_servers:update')
  @Operation({
    id: 'updateVirtualServer',
    summary: 'Changes a virtual server. What is not named stays; tools are replaced as a whole',
    status: 200,
    answer: VirtualServer,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateVirtualServer }) body: UpdateVirtualServer,
  ): Promise<VirtualServer> {
    return this.servers.update(caller.orgId, actor, id, body);
  }

  @Delete(':id')
  @Requires('mcp_servers:delete')
  @Operation({
    id: 'deleteVirtualServer',
    summary: 'Removes a virtual server. The servers that its tools are of stay',
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
}
