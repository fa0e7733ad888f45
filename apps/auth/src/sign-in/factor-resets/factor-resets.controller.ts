import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Param, Post } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS } from '../../http/operation-errors.js';
import { FactorResets } from './factor-resets.service.js';

/** For who has lost their second factor and their recovery codes. */
@Controller('/v1/users/:id/reset-factors')
export class FactorResetsController {
  constructor(private readonly resets: FactorResets) {}

  @Post()
  @Requires('members:update', { recentSignIn: true })
  @Operation({
    id: 'resetUserFactors',
    summary: 'Takes away a person’s second factors and passkeys, and ends their sessions',
    status: 204,
    answer: null,
    errors: [...CHANGE_ERRORS, 'conflict'],
  })
  reset(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.resets.reset(caller, actor, id);
  }
}
