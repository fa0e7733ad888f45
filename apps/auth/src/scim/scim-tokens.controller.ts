import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateScimToken, IssuedScimToken, PageQuery, ScimTokenPage, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { ScimTokensService } from './scim-tokens.service.js';

@Controller('/v1/sso/scim-tokens')
export class ScimTokensController {
  constructor(private readonly tokens: ScimTokensService) {}

  @Post()
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'createScimToken',
    summary: 'Issues a token for provisioning by SCIM; it is shown this once',
    status: 201,
    answer: IssuedScimToken,
    errors: WRITE_ERRORS,
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateScimToken }) body: CreateScimToken,
  ): Promise<IssuedScimToken> {
    return this.tokens.create(caller.orgId, actor, body.name);
  }

  @Get()
  @Requires('sso:read')
  @Operation({
    id: 'listScimTokens',
    summary: 'Lists tokens for provisioning, newest first',
    status: 200,
    answer: ScimTokenPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<ScimTokenPage> {
    return this.tokens.list(caller.orgId, query);
  }

  @Delete(':id')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'revokeScimToken',
    summary: 'Revokes a token for provisioning',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  revoke(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.tokens.revoke(caller.orgId, actor, id);
  }
}
