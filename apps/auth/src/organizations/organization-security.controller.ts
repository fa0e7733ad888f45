import { Requires } from '@gatewayops/access';
import { OrganizationSecurity, UpdateOrganizationSecurity, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { OrganizationSecurityService } from './organization-security.service.js';

@Controller('/v1/orgs/:id/security')
export class OrganizationSecurityController {
  constructor(private readonly security: OrganizationSecurityService) {}

  @Get()
  @Requires('organization:read', { organizationIn: 'id' })
  @Operation({
    id: 'getOrganizationSecurity',
    summary: 'Says what the organisation asks of its people’s sign-in',
    status: 200,
    answer: OrganizationSecurity,
    errors: READ_ERRORS,
  })
  get(@Param('id', { schema: Uuid }) id: string): Promise<OrganizationSecurity> {
    return this.security.get(id);
  }

  @Patch()
  @Requires('organization:update', { organizationIn: 'id', recentSignIn: true })
  @Operation({
    id: 'updateOrganizationSecurity',
    summary: 'Changes what the organisation asks of its people’s sign-in',
    status: 200,
    answer: OrganizationSecurity,
    errors: WRITE_ERRORS,
  })
  update(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateOrganizationSecurity }) body: UpdateOrganizationSecurity,
  ): Promise<OrganizationSecurity> {
    return this.security.update(id, actor, body);
  }
}
