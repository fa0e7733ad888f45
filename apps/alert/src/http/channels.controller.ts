import { Caller, CurrentActor, Requires, type Actor, type CallerIdentity } from '@gatewayops/access';
import { AlertChannelPage, CreatedAlertChannel, NewAlertChannel, PageQuery, Uuid } from '@gatewayops/contracts';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChannelStore } from '../channels/channel-store.js';
import { OrganizationHeader } from './organization-header.js';

@ApiTags('Channels')
@OrganizationHeader()
@Controller('/v1/alerts/channels')
export class ChannelsController {
  constructor(private readonly channels: ChannelStore) {}

  @Post()
  @Requires('alerts:create')
  @Operation({
    id: 'createAlertChannel',
    summary: 'Adds a webhook that alerts are sent to; the answer holds its secret, once',
    status: 201,
    answer: CreatedAlertChannel,
    errors: [...ACCESS_ERRORS, ...BODY_ERRORS, 'not_found', 'conflict', 'service_unavailable'],
  })
  create(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: NewAlertChannel }) channel: NewAlertChannel,
  ) {
    return this.channels.create(orgId, actor, channel);
  }

  @Get()
  @Requires('alerts:read')
  @Operation({
    id: 'listAlertChannels',
    summary: 'Lists the webhooks, newest first',
    status: 200,
    answer: AlertChannelPage,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.channels.list(orgId, query);
  }

  @Delete(':id')
  @Requires('alerts:delete')
  @Operation({
    id: 'deleteAlertChannel',
    summary: 'Removes a webhook and what is still to be sent to it',
    status: 204,
    answer: null,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  remove(@Caller() { orgId }: CallerIdentity, @CurrentActor() actor: Actor, @Param('id', { schema: Uuid }) id: string) {
    return this.channels.remove(orgId, actor, id);
  }
}
