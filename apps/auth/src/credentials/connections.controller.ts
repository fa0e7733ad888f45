import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, PageQuery, UpstreamConnectionPage, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS } from '../http/operation-errors.js';
import { userIdOf } from '../http/reach.js';
import { ConnectionsService } from './connections.service.js';

@Controller('/v1')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Get('connections')
  @Requires('connections:read', { narrows: true })
  @Operation({
    id: 'listConnections',
    summary: 'Lists connections to MCP servers, newest first: the caller’s own, or all where the caller may see them',
    status: 200,
    answer: UpstreamConnectionPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<UpstreamConnectionPage> {
    return this.connections.list(caller.orgId, query, { serverId: null, userId: ownOnly(caller) });
  }

  @Get('mcp-servers/:id/connections')
  @Requires('connections:read')
  @Operation({
    id: 'listConnectionsOfMcpServer',
    summary: 'Lists who is connected to an MCP server, newest first',
    status: 200,
    answer: UpstreamConnectionPage,
    errors: READ_ERRORS,
  })
  listOfServer(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: Uuid }) serverId: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<UpstreamConnectionPage> {
    return this.connections.listOfServer(caller.orgId, query, serverId);
  }

  @Delete('connections/:id')
  @Requires('connections:delete', { narrows: true })
  @Operation({
    id: 'deleteConnection',
    summary: 'Disconnects: its tokens are revoked at the authorization server',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.connections.remove(caller.orgId, actor, id, ownOnly(caller));
  }
}

/** Whose connections alone a caller's permission reaches; null where it reaches all. Connections belong to no team. */
function ownOnly(caller: CallerIdentity): string | null {
  if (caller.reach.organization) return null;
  const userId = caller.reach.own ? userIdOf(caller) : null;
  if (userId !== null) return userId;
  const details = [{ field: 'permission', message: 'only for what is yours' }];
  throw new GatewayOpsError('insufficient_permissions', { details });
}
