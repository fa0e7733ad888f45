import { Caller, CurrentActor, Requires, type Actor, type CallerIdentity } from '@gatewayops/access';
import { AlertRule, AlertRuleChange, AlertRulePage, NewAlertRule, PageQuery, Uuid } from '@gatewayops/contracts';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RuleStore } from '../rules/rule-store.js';
import { OrganizationHeader } from './organization-header.js';

@ApiTags('Rules')
@OrganizationHeader()
@Controller('/v1/alerts/rules')
export class RulesController {
  constructor(private readonly rules: RuleStore) {}

  @Post()
  @Requires('alerts:create')
  @Operation({
    id: 'createAlertRule',
    summary: 'Adds a rule',
    status: 201,
    answer: AlertRule,
    errors: [...ACCESS_ERRORS, ...BODY_ERRORS, 'not_found', 'conflict', 'service_unavailable'],
  })
  create(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: NewAlertRule }) rule: NewAlertRule,
  ) {
    return this.rules.create(orgId, actor, rule);
  }

  @Get()
  @Requires('alerts:read')
  @Operation({
    id: 'listAlertRules',
    summary: 'Lists the rules, newest first',
    status: 200,
    answer: AlertRulePage,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.rules.list(orgId, query);
  }

  @Patch(':id')
  @Requires('alerts:update')
  @Operation({
    id: 'changeAlertRule',
    summary: 'Changes a rule; switching it off resolves its incident',
    status: 200,
    answer: AlertRule,
    errors: [...ACCESS_ERRORS, ...BODY_ERRORS, 'not_found', 'conflict', 'service_unavailable'],
  })
  change(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: AlertRuleChange }) change: AlertRuleChange,
  ) {
    return this.rules.change(orgId, actor, id, change);
  }

  @Delete(':id')
  @Requires('alerts:delete')
  @Operation({
    id: 'deleteAlertRule',
    summary: 'Removes a rule and resolves its incident; incidents stay',
    status: 204,
    answer: null,
    errors: [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'],
  })
  remove(@Caller() { orgId }: CallerIdentity, @CurrentActor() actor: Actor, @Param('id', { schema: Uuid }) id: string) {
    return this.rules.remove(orgId, actor, id);
  }
}
