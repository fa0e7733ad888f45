import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { DeleteOrganization, OrganizationContents, OrganizationDeletions, Uuid } from '@gatewayops/contracts';
import { CallingService, Internal, Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { OrganizationDeletionService } from './organization-deletion.service.js';

@Controller('/v1/orgs/:id')
export class OrganizationDeletionController {
  constructor(private readonly deletions: OrganizationDeletionService) {}

  @Get('contents')
  @Requires('organization:delete', { organizationIn: 'id', refusesKeys: true })
  @Operation({
    id: 'getOrganizationContents',
    summary: 'Says how much there is in an organisation that would be lost with it',
    status: 200,
    answer: OrganizationContents,
    errors: READ_ERRORS,
  })
  contents(@Param('id', { schema: Uuid }) id: string): Promise<OrganizationContents> {
    return this.deletions.contentsOf(id);
  }

  @Delete()
  @Requires('organization:delete', { organizationIn: 'id', recentSignIn: true, refusesKeys: true })
  @Operation({
    id: 'deleteOrganization',
    summary: 'Deletes an organisation with all that is in it',
    description:
      'Its keys, tokens, invitations and people’s access end at once; what it has in the stores is erased in the background. ' +
      'The audit log is kept as long as it was to be kept. This cannot be undone.',
    status: 204,
    answer: null,
    errors: WRITE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) _id: string,
    @Body({ schema: DeleteOrganization }) body: DeleteOrganization,
  ): Promise<void> {
    return this.deletions.delete(caller, actor, body.name);
  }
}

/** Where services learn what they have to erase, and say that they have. */
@Internal('cost', 'trace', 'alert')
@Controller('/internal/v1/auth/organization-deletions')
export class DueDeletionsController {
  constructor(private readonly deletions: OrganizationDeletionService) {}

  @Get()
  async list(@CallingService() service: string): Promise<OrganizationDeletions> {
    return { orgIds: await this.deletions.dueFor(service) };
  }

  @Post(':orgId/done')
  @HttpCode(204)
  done(@CallingService() service: string, @Param('orgId', { schema: Uuid }) orgId: string): Promise<void> {
    return this.deletions.done(orgId, service);
  }
}
