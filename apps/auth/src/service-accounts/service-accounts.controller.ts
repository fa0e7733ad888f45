import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateServiceAccount, ServiceAccount, ServiceAccountPage, ServiceAccountQuery, UpdateServiceAccount, Uuid } from '@gatewayops/contracts'; // prettier-ignore
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { ServiceAccountsService } from './service-accounts.service.js';

@Controller('/v1/service-accounts')
export class ServiceAccountsController {
  constructor(private readonly accounts: ServiceAccountsService) {}

  @Post()
  @Requires('service_accounts:create', { narrows: true })
  @Operation({
    id: 'createServiceAccount',
    summary: 'Makes a service account; its keys are issued at `/v1/auth/keys`',
    status: 201,
    answer: ServiceAccount,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateServiceAccount }) body: CreateServiceAccount,
  ): Promise<ServiceAccount> {
    return this.accounts.create(caller, actor, body);
  }

  @Get()
  @Requires('service_accounts:read', { narrows: true })
  @Operation({
    id: 'listServiceAccounts',
    summary: 'Lists service accounts, newest first',
    status: 200,
    answer: ServiceAccountPage,
    errors: READ_ERRORS,
  })
  list(
    @Caller() caller: CallerIdentity,
    @Query({ schema: ServiceAccountQuery }) query: ServiceAccountQuery,
  ): Promise<ServiceAccountPage> {
    return this.accounts.list(caller, query);
  }

  @Get(':id')
  @Requires('service_accounts:read', { narrows: true })
  @Operation({
    id: 'getServiceAccount',
    summary: 'Reads a service account',
    status: 200,
    answer: ServiceAccount,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<ServiceAccount> {
    return this.accounts.get(caller, id);
  }

  @Patch(':id')
  @Requires('service_accounts:update', { narrows: true })
  @Operation({
    id: 'updateServiceAccount',
    summary: 'Changes a service account. What is not named stays',
    status: 200,
    answer: ServiceAccount,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateServiceAccount }) body: UpdateServiceAccount,
  ): Promise<ServiceAccount> {
    return this.accounts.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('service_accounts:delete', { narrows: true })
  @Operation({
    id: 'deleteServiceAccount',
    summary: 'Deletes a service account and revokes its keys',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.accounts.remove(caller, actor, id);
  }
}
