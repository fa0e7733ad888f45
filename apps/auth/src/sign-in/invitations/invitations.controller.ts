import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateInvitation, InvitationPage, IssuedInvitation, PageQuery, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { InvitationsService } from './invitations.service.js';

@Controller('/v1/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @Requires('members:create')
  @Operation({
    id: 'createInvitation',
    summary: 'Invites somebody by e-mail',
    status: 201,
    answer: IssuedInvitation,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateInvitation }) body: CreateInvitation,
  ): Promise<IssuedInvitation> {
    return this.invitations.create(caller, actor, body);
  }

  @Get()
  @Requires('members:read')
  @Operation({
    id: 'listInvitations',
    summary: 'Lists invitations that can still be accepted',
    status: 200,
    answer: InvitationPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<InvitationPage> {
    return this.invitations.list(caller.orgId, query);
  }

  @Delete(':id')
  @Requires('members:create')
  @Operation({
    id: 'deleteInvitation',
    summary: 'Takes an invitation back',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.invitations.takeBack(caller, actor, id);
  }
}
