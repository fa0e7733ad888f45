import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CreateSavedView,
  SavedView,
  SavedViewList,
  SavedViewQuery,
  UpdateSavedView,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { SavedViewsService } from './saved-views.service.js';

/** Whoever may read what a page shows may keep its filters. Keys see no pages. */
@Controller('/v1/saved-views')
@Requires('traces:read', { refusesKeys: true })
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  @Post()
  @Operation({
    id: 'createSavedView',
    summary: 'Keeps a page’s filters under a name, for oneself or for the organisation',
    status: 201,
    answer: SavedView,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateSavedView }) body: CreateSavedView,
  ): Promise<SavedView> {
    return this.views.create(caller, actor, body);
  }

  @Get()
  @Operation({
    id: 'listSavedViews',
    summary: 'Lists views that are shared and one’s own, newest first',
    status: 200,
    answer: SavedViewList,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: SavedViewQuery }) query: SavedViewQuery,
  ): Promise<SavedViewList> {
    return this.views.list(caller, query);
  }

  @Patch(':id')
  @Operation({
    id: 'updateSavedView',
    summary: 'Renames a view, changes its filters, or shares it',
    status: 200,
    answer: SavedView,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateSavedView }) body: UpdateSavedView,
  ): Promise<SavedView> {
    return this.views.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Operation({ id: 'deleteSavedView', summary: 'Deletes a view', status: 204, answer: null, errors: CHANGE_ERRORS })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.views.remove(caller, actor, id);
  }
}
