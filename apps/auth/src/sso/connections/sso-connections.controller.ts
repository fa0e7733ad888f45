import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateSsoConnection, PageQuery, SsoConnection, SsoConnectionPage, SsoTest, UpdateSsoConnection, Uuid } from '@gatewayops/contracts'; // prettier-ignore
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { SsoTests } from '../flow/sso-tests.js';
import { SsoConnectionsService } from './sso-connections.service.js';

@Controller('/v1/sso/connections')
export class SsoConnectionsController {
  constructor(
    private readonly connections: SsoConnectionsService,
    private readonly tests: SsoTests,
  ) {}

  @Post()
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'createSsoConnection',
    summary: 'Connects an identity provider, by OpenID Connect or SAML 2.0',
    status: 201,
    answer: SsoConnection,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateSsoConnection }) body: CreateSsoConnection,
  ): Promise<SsoConnection> {
    return this.connections.create(caller, actor, body);
  }

  @Get()
  @Requires('sso:read')
  @Operation({
    id: 'listSsoConnections',
    summary: 'Lists connections, newest first',
    status: 200,
    answer: SsoConnectionPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<SsoConnectionPage> {
    return this.connections.list(caller.orgId, query);
  }

  @Get(':id')
  @Requires('sso:read')
  @Operation({
    id: 'getSsoConnection',
    summary: 'Reads a connection, without its secret',
    status: 200,
    answer: SsoConnection,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<SsoConnection> {
    return this.connections.get(caller.orgId, id);
  }

  @Patch(':id')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'updateSsoConnection',
    summary: 'Changes a connection. What is not named stays',
    status: 200,
    answer: SsoConnection,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateSsoConnection }) body: UpdateSsoConnection,
  ): Promise<SsoConnection> {
    return this.connections.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'deleteSsoConnection',
    summary: 'Deletes a connection; its people stay members',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.connections.remove(caller.orgId, actor, id);
  }

  @Post(':id/test')
  @Requires('sso:update')
  @Operation({
    id: 'testSsoConnection',
    summary: 'Begins a sign-in that shows what the provider says and signs nobody in',
    status: 200,
    answer: SsoTest,
    errors: CHANGE_ERRORS,
  })
  test(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<SsoTest> {
    return this.tests.begin(caller.orgId, id);
  }
}
