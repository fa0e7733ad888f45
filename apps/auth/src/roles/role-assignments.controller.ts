import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateRoleAssignment, RoleAssignment, RoleAssignmentPage, RoleAssignmentQuery, Uuid } from '@gatewayops/contracts'; // prettier-ignore
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { RolesService } from './roles.service.js';

/** Who has which of the organisation’s own roles. Built-in ones are given at `/v1/members` and `/v1/teams/{id}/members`. */
@Controller('/v1/role-assignments')
export class RoleAssignmentsController {
  constructor(private readonly roles: RolesService) {}

  @Post()
  @Requires('roles:update')
  @Operation({
    id: 'assignRole',
    summary: 'Gives somebody a role, in the organisation or in one team',
    status: 201,
    answer: RoleAssignment,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  assign(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateRoleAssignment }) body: CreateRoleAssignment,
  ): Promise<RoleAssignment> {
    return this.roles.assign(caller, actor, body);
  }

  @Get()
  @Requires('roles:read')
  @Operation({
    id: 'listRoleAssignments',
    summary: 'Lists who has which role, newest first',
    status: 200,
    answer: RoleAssignmentPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: RoleAssignmentQuery }) query: RoleAssignmentQuery,
  ): Promise<RoleAssignmentPage> {
    return this.roles.listAssignments(caller.orgId, query);
  }

  @Delete(':id')
  @Requires('roles:update')
  @Operation({
    id: 'unassignRole',
    summary: 'Takes a role from somebody',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  unassign(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.roles.unassign(caller, actor, id);
  }
}
