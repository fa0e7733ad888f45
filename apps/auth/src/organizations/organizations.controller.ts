import { Requires } from '@gatewayops/access';
import {
  CreateOrganization,
  Organization,
  OrganizationPage,
  PageQuery,
  UpdateOrganization,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Get, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { NamedOrganizationGuard } from './named-organization.guard.js';
import { OrganizationsService } from './organizations.service.js';

/** Organisations themselves are the operator's: these addresses need no `X-Organization-Id`. */
@Controller('/v1/orgs')
@Requires('operator')
@UseGuards(NamedOrganizationGuard)
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Post()
  @Operation({
    id: 'createOrganization',
    summary: 'Creates an organisation',
    status: 201,
    answer: Organization,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateOrganization }) body: CreateOrganization,
  ): Promise<Organization> {
    return this.organizations.create(actor, body);
  }

  @Get()
  @Operation({
    id: 'listOrganizations',
    summary: 'Lists organisations, newest first',
    status: 200,
    answer: OrganizationPage,
    errors: READ_ERRORS,
  })
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<OrganizationPage> {
    return this.organizations.list(query);
  }

  @Get(':id')
  @Operation({
    id: 'getOrganization',
    summary: 'Reads an organisation',
    status: 200,
    answer: Organization,
    errors: READ_ERRORS,
  })
  get(@Param('id', { schema: Uuid }) id: string): Promise<Organization> {
    return this.organizations.get(id);
  }

  @Patch(':id')
  @Operation({
    id: 'updateOrganization',
    summary: 'Changes an organisation. What is not named stays',
    status: 200,
    answer: Organization,
    errors: WRITE_ERRORS,
  })
  update(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateOrganization }) body: UpdateOrganization,
  ): Promise<Organization> {
    return this.organizations.update(id, actor, body);
  }
}
