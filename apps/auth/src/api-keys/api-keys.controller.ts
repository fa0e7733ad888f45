import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  ApiKey,
  ApiKeyPage,
  ApiKeyQuery,
  ApiKeyUse,
  CreateApiKey,
  IssuedApiKey,
  RotateApiKey,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeyUseReports } from './key-use-reports.js';

@Controller('/v1/auth/keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly uses: KeyUseReports,
  ) {}

  @Post()
  @Requires('api_keys:create', { narrows: true })
  @Operation({
    id: 'createApiKey',
    summary: 'Issues an API key. The answer is the only one that ever shows it',
    status: 201,
    answer: IssuedApiKey,
    errors: WRITE_ERRORS,
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateApiKey }) body: CreateApiKey,
  ): Promise<IssuedApiKey> {
    return this.keys.create(caller, actor, body);
  }

  @Get()
  @Requires('api_keys:read', { narrows: true })
  @Operation({
    id: 'listApiKeys',
    summary: 'Lists API keys, newest first',
    status: 200,
    answer: ApiKeyPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: ApiKeyQuery }) query: ApiKeyQuery): Promise<ApiKeyPage> {
    return this.keys.list(caller, query);
  }

  @Get(':id')
  @Requires('api_keys:read', { narrows: true })
  @Operation({
    id: 'getApiKey',
    summary: 'Reads an API key, without its secret',
    status: 200,
    answer: ApiKey,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<ApiKey> {
    return this.keys.get(caller, id);
  }

  @Get(':id/use')
  @Requires('api_keys:read', { narrows: true })
  @Operation({
    id: 'getApiKeyUse',
    summary: 'Tells what an API key called in the last day: what revoking it would break',
    status: 200,
    answer: ApiKeyUse,
    errors: READ_ERRORS,
  })
  use(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<ApiKeyUse> {
    return this.uses.of(caller, id);
  }

  @Delete(':id')
  @Requires('api_keys:delete', { narrows: true })
  @Operation({
    id: 'revokeApiKey',
    summary: 'Revokes an API key',
    description: 'Every gateway refuses it from then on. Where that cannot be made known, nothing is changed (503).',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  revoke(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.keys.revoke(caller, actor, id);
  }

  @Post(':id/rotate')
  @Requires('api_keys:update', { narrows: true })
  @Operation({
    id: 'rotateApiKey',
    summary: 'Issues a successor of an API key; the old one ends after the overlap',
    status: 201,
    answer: IssuedApiKey,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  rotate(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: RotateApiKey }) body: RotateApiKey,
  ): Promise<IssuedApiKey> {
    return this.keys.rotate(caller, actor, id, body.overlap_seconds);
  }
}
