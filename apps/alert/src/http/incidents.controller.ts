import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { AlertIncidentDetail, AlertIncidentPage, AlertIncidentStatus, PageQuery, Uuid } from '@gatewayops/contracts';
import { ACCESS_ERRORS, Operation } from '@gatewayops/service';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IncidentStore } from '../incidents/incident-store.js';
import { OrganizationHeader } from './organization-header.js';

const IncidentQuery = PageQuery.extend({ status: AlertIncidentStatus.optional() });
type IncidentQuery = z.infer<typeof IncidentQuery>;

@ApiTags('Incidents')
@OrganizationHeader()
@Controller('/v1/alerts/incidents')
export class IncidentsController {
  constructor(private readonly incidents: IncidentStore) {}

  @Get()
  @Requires('alerts:read')
  @Operation({
    id: 'listAlertIncidents',
    summary: 'Lists incidents, newest first',
    status: 200,
    answer: AlertIncidentPage,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: IncidentQuery }) query: IncidentQuery) {
    return this.incidents.list(orgId, query);
  }

  @Get(':id')
  @Requires('alerts:read')
  @Operation({
    id: 'getAlertIncident',
    summary: 'Reads an incident with what was sent about it',
    status: 200,
    answer: AlertIncidentDetail,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  read(@Caller() { orgId }: CallerIdentity, @Param('id', { schema: Uuid }) id: string) {
    return this.incidents.read(orgId, id);
  }
}
