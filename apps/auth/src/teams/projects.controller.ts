import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateProject, Project, ProjectPage, ProjectQuery, UpdateProject, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { ProjectsService } from './projects.service.js';

@Controller('/v1/projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Post()
  @Requires('projects:create', { narrows: true })
  @Operation({
    id: 'createProject',
    summary: 'Creates a project of a team',
    status: 201,
    answer: Project,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateProject }) body: CreateProject,
  ): Promise<Project> {
    return this.projects.create(caller, actor, body);
  }

  @Get()
  @Requires('projects:read', { narrows: true })
  @Operation({
    id: 'listProjects',
    summary: 'Lists projects, newest first',
    status: 200,
    answer: ProjectPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: ProjectQuery }) query: ProjectQuery): Promise<ProjectPage> {
    return this.projects.list(caller, query);
  }

  @Get(':id')
  @Requires('projects:read', { narrows: true })
  @Operation({ id: 'getProject', summary: 'Reads a project', status: 200, answer: Project, errors: READ_ERRORS })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<Project> {
    return this.projects.get(caller, id);
  }

  @Patch(':id')
  @Requires('projects:update', { narrows: true })
  @Operation({ id: 'updateProject', summary: 'Changes a project', status: 200, answer: Project, errors: WRITE_ERRORS })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateProject }) body: UpdateProject,
  ): Promise<Project> {
    return this.projects.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('projects:delete', { narrows: true })
  @Operation({
    id: 'deleteProject',
    summary: 'Deletes a project and revokes its keys',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.projects.remove(caller, actor, id);
  }
}
