import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import {
  CreateOrganization,
  GatewayOpsError,
  Organization,
  OrganizationPage,
  PageQuery,
  UpdateOrganization,
  Uuid,
} from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { OrganizationsService } from './organizations.service.js';

/** Only the operator makes and lists organisations; each is seen and changed by its own people. No address needs `X-Organization-Id`. */
@Controller('/v1/orgs')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Post()
  @Requires('operator')
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
  @Requires('operator')
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
  @Requires('organization:read', { organizationIn: 'id' })
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
  @Requires('organization:update', { organizationIn: 'id' })
  @Operation({
    id: 'updateOrganization',
    summary: 'Changes an organisation. What is not named stays',
    status: 200,
    answer: Organization,
    errors: WRITE_ERRORS,
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateOrganization }) body: UpdateOrganization,
  ): Promise<Organization> {
    if (caller.kind !== 'admin') refuseOperatorFields(body);
    return this.organizations.update(id, actor, body);
  }
}

/** What an organisation pays for is not its own to change. */
function refuseOperatorFields(change: UpdateOrganization): void {
  const fields = (['plan', 'rate_limit'] as const).filter((field) => change[field] !== undefined);
  if (fields.length === 0) return;
  const details = fields.map((field) => ({ field, message: 'only the operator changes this' }));
  throw new GatewayOpsError('insufficient_permissions', { details });
}
