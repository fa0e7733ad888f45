import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { AddSsoDomain, PageQuery, SsoDomain, SsoDomainPage, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { SsoDomainsService } from './sso-domains.service.js';

@Controller('/v1/sso/domains')
export class SsoDomainsController {
  constructor(private readonly domains: SsoDomainsService) {}

  @Post()
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'addSsoDomain',
    summary: 'Claims a domain; the answer says which TXT record verifies it',
    status: 201,
    answer: SsoDomain,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  add(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: AddSsoDomain }) body: AddSsoDomain,
  ): Promise<SsoDomain> {
    return this.domains.add(caller, actor, body);
  }

  @Get()
  @Requires('sso:read')
  @Operation({
    id: 'listSsoDomains',
    summary: 'Lists domains, newest first',
    status: 200,
    answer: SsoDomainPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<SsoDomainPage> {
    return this.domains.list(caller.orgId, query);
  }

  @Post(':id/verify')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'verifySsoDomain',
    summary: 'Looks for the TXT record now',
    status: 200,
    answer: SsoDomain,
    errors: [...CHANGE_ERRORS, 'conflict'],
  })
  verify(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<SsoDomain> {
    return this.domains.verify(caller.orgId, actor, id);
  }

  @Delete(':id')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'removeSsoDomain',
    summary: 'Gives a domain up; its people sign in by single sign-on no more',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.domains.remove(caller.orgId, actor, id);
  }
}
