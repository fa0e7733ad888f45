import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateTeam, PageQuery, Team, TeamPage, UpdateTeam, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { TeamsService } from './teams.service.js';

@Controller('/v1/teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Post()
  @Requires('teams:create')
  @Operation({
    id: 'createTeam',
    summary: 'Creates a team',
    status: 201,
    answer: Team,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateTeam }) body: CreateTeam,
  ): Promise<Team> {
    return this.teams.create(caller.orgId, actor, body);
  }

  @Get()
  @Requires('teams:read', { narrows: true })
  @Operation({
    id: 'listTeams',
    summary: 'Lists teams, newest first',
    status: 200,
    answer: TeamPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<TeamPage> {
    return this.teams.list(caller, query);
  }

  @Get(':id')
  @Requires('teams:read', { narrows: true })
  @Operation({ id: 'getTeam', summary: 'Reads a team', status: 200, answer: Team, errors: READ_ERRORS })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<Team> {
    return this.teams.get(caller, id);
  }

  @Patch(':id')
  @Requires('teams:update', { narrows: true })
  @Operation({ id: 'updateTeam', summary: 'Changes a team', status: 200, answer: Team, errors: WRITE_ERRORS })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateTeam }) body: UpdateTeam,
  ): Promise<Team> {
    return this.teams.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('teams:delete', { narrows: true })
  @Operation({
    id: 'deleteTeam',
    summary: 'Deletes a team with its projects, and revokes its keys',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.teams.remove(caller, actor, id);
  }
}
