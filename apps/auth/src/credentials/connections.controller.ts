import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { ConnectionQuery, GatewayOpsError, PageQuery, UpstreamConnectionPage, Uuid } from '@gatewayops/contracts';
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
    @Query({ schema: ConnectionQuery }) query: ConnectionQuery,
  ): Promise<UpstreamConnectionPage> {
    const userId = query.mine ? ownId(caller) : ownOnly(caller);
    return this.connections.list(caller.orgId, query, { serverId: null, userId });
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

/** A key and the operator have none of their own. */
function ownId(caller: CallerIdentity): string {
  const userId = userIdOf(caller);
  if (userId !== null) return userId;
  throw new GatewayOpsError('validation_error', {
    details: [{ field: 'mine', message: 'is for people who are signed in' }],
  });
}

/** Whose connections alone a caller's permission reaches; null where it reaches all. Connections belong to no team. */
function ownOnly(caller: CallerIdentity): string | null {
  if (caller.reach.organization) return null;
  const userId = caller.reach.own ? userIdOf(caller) : null;
  if (userId !== null) return userId;
  const details = [{ field: 'permission', message: 'only for what is yours' }];
  throw new GatewayOpsError('insufficient_permissions', { details });
}
