import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateOAuthClient, IssuedOAuthClient, OAuthClient, OAuthClientPage, PageQuery, Uuid } from '@gatewayops/contracts'; // prettier-ignore
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { OrganizationClientsService } from './organization-clients.service.js';

@Controller('/v1/oauth-clients')
export class OrganizationClientsController {
  constructor(private readonly clients: OrganizationClientsService) {}

  @Post()
  @Requires('oauth_clients:create')
  @Operation({
    id: 'createOAuthClient',
    summary: 'Registers an OAuth client, of people or of a machine; its secret is shown this once',
    status: 201,
    answer: IssuedOAuthClient,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateOAuthClient }) body: CreateOAuthClient,
  ): Promise<IssuedOAuthClient> {
    return this.clients.create(caller, actor, body);
  }

  @Get()
  @Requires('oauth_clients:read')
  @Operation({
    id: 'listOAuthClients',
    summary: 'Lists the organisation’s OAuth clients, newest first',
    status: 200,
    answer: OAuthClientPage,
    errors: READ_ERRORS,
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<OAuthClientPage> {
    return this.clients.list(orgId, query);
  }

  @Get(':id')
  @Requires('oauth_clients:read')
  @Operation({
    id: 'getOAuthClient',
    summary: 'Reads an OAuth client',
    status: 200,
    answer: OAuthClient,
    errors: READ_ERRORS,
  })
  get(@Caller() { orgId }: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<OAuthClient> {
    return this.clients.get(orgId, id);
  }

  @Delete(':id')
  @Requires('oauth_clients:delete')
  @Operation({
    id: 'deleteOAuthClient',
    summary: 'Deletes an OAuth client; its tokens end',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.clients.remove(orgId, actor, id);
  }
}
