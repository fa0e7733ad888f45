import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { AddTeamMember, PageQuery, TeamMember, TeamMemberPage, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { TeamsService } from './teams.service.js';

@Controller('/v1/teams/:id/members')
export class TeamMembersController {
  constructor(private readonly teams: TeamsService) {}

  @Post()
  @Requires('teams:update', { narrows: true })
  @Operation({
    id: 'addTeamMember',
    summary: 'Puts a member of the organisation into a team',
    status: 201,
    answer: TeamMember,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  add(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: AddTeamMember }) body: AddTeamMember,
  ): Promise<TeamMember> {
    return this.teams.addMember(caller, actor, id, body);
  }

  @Get()
  @Requires('teams:read', { narrows: true })
  @Operation({
    id: 'listTeamMembers',
    summary: 'Lists the members of a team',
    status: 200,
    answer: TeamMemberPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<TeamMemberPage> {
    return this.teams.listMembers(caller, id, query);
  }

  @Delete(':userId')
  @Requires('teams:update', { narrows: true })
  @Operation({
    id: 'removeTeamMember',
    summary: 'Takes a member out of a team',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Param('userId', { schema: Uuid }) userId: string,
  ): Promise<void> {
    return this.teams.removeMember(caller, actor, id, userId);
  }
}
