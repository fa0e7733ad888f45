import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CreateEnvironment,
  Environment,
  EnvironmentPage,
  PageQuery,
  UpdateEnvironment,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { EnvironmentsService } from './environments.service.js';

@Controller('/v1/environments')
export class EnvironmentsController {
  constructor(private readonly environments: EnvironmentsService) {}

  @Post()
  @Requires('organization:update')
  @Operation({
    id: 'createEnvironment',
    summary: 'Adds an environment that keys can be made in',
    status: 201,
    answer: Environment,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateEnvironment }) body: CreateEnvironment,
  ): Promise<Environment> {
    return this.environments.create(caller.orgId, actor, body);
  }

  @Get()
  @Requires('organization:read')
  @Operation({
    id: 'listEnvironments',
    summary: 'Lists the environments of keys, newest first',
    status: 200,
    answer: EnvironmentPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<EnvironmentPage> {
    return this.environments.list(caller.orgId, query);
  }

  @Patch(':id')
  @Requires('organization:update')
  @Operation({
    id: 'updateEnvironment',
    summary: 'Changes what is said of an environment',
    status: 200,
    answer: Environment,
    errors: WRITE_ERRORS,
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateEnvironment }) body: UpdateEnvironment,
  ): Promise<Environment> {
    return this.environments.update(caller.orgId, actor, id, body);
  }

  @Delete(':id')
  @Requires('organization:update')
  @Operation({
    id: 'deleteEnvironment',
    summary: 'Removes an environment that no active key uses',
    status: 204,
    answer: null,
    errors: [...CHANGE_ERRORS, 'conflict'],
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.environments.remove(caller.orgId, actor, id);
  }
}
