import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { MaskingRules, PutMaskingRules, TriedMaskingRules, TryMaskingRules } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { MaskingRulesService } from './masking-rules.service.js';

@Controller('/v1/masking-rules')
export class MaskingRulesController {
  constructor(private readonly rules: MaskingRulesService) {}

  @Get()
  @Requires('organization:read')
  @Operation({
    id: 'getMaskingRules',
    summary: 'Says what the organisation has masked beyond what always is',
    status: 200,
    answer: MaskingRules,
    errors: READ_ERRORS,
  })
  get(@Caller() { orgId }: CallerIdentity): Promise<MaskingRules> {
    return this.rules.get(orgId);
  }

  @Put()
  @Requires('organization:update', { recentSignIn: true })
  @Operation({
    id: 'putMaskingRules',
    summary: 'Sets what the organisation has masked beyond what always is; in force within a second',
    status: 200,
    answer: MaskingRules,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  put(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: PutMaskingRules }) body: PutMaskingRules,
  ): Promise<MaskingRules> {
    return this.rules.put(orgId, actor, body);
  }

  @Post('try')
  @HttpCode(200)
  @Requires('organization:update')
  @Operation({
    id: 'tryMaskingRules',
    summary: 'Masks a sample by rules that need not be saved. Nothing of the sample is stored or logged',
    status: 200,
    answer: TriedMaskingRules,
    errors: WRITE_ERRORS,
  })
  try(
    @Caller() { orgId }: CallerIdentity,
    @Body({ schema: TryMaskingRules }) body: TryMaskingRules,
  ): Promise<TriedMaskingRules> {
    return this.rules.try(orgId, body);
  }
}
