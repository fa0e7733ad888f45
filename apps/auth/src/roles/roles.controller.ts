import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateRole, PageQuery, Role, RolePage, UpdateRole, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { RolesService } from './roles.service.js';

@Controller('/v1/roles')
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Post()
  @Requires('roles:create')
  @Operation({
    id: 'createRole',
    summary: 'Makes a role of the organisation’s own',
    status: 201,
    answer: Role,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateRole }) body: CreateRole,
  ): Promise<Role> {
    return this.roles.create(caller, actor, body);
  }

  @Get()
  @Requires('roles:read')
  @Operation({
    id: 'listRoles',
    summary: 'Lists the built-in roles and the organisation’s own, newest first',
    status: 200,
    answer: RolePage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<RolePage> {
    return this.roles.list(caller.orgId, query);
  }

  @Get(':id')
  @Requires('roles:read')
  @Operation({ id: 'getRole', summary: 'Reads a role', status: 200, answer: Role, errors: READ_ERRORS })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<Role> {
    return this.roles.get(caller.orgId, id);
  }

  @Patch(':id')
  @Requires('roles:update')
  @Operation({
    id: 'updateRole',
    summary: 'Changes a role, for all who have it. What is not named stays',
    status: 200,
    answer: Role,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateRole }) body: UpdateRole,
  ): Promise<Role> {
    return this.roles.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('roles:delete')
  @Operation({
    id: 'deleteRole',
    summary: 'Deletes a role, and takes it from all who have it',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.roles.remove(caller, actor, id);
  }
}
