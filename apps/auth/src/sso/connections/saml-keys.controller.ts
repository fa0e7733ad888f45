import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { Operation } from '@gatewayops/service';
import { Controller, Post } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS } from '../../http/operation-errors.js';
import { SsoConnectionsService } from './sso-connections.service.js';

@Controller('/v1/sso/saml-keys')
export class SamlKeysController {
  constructor(private readonly connections: SsoConnectionsService) {}

  @Post('rotate')
  @Requires('sso:update', { recentSignIn: true })
  @Operation({
    id: 'rotateSamlKeys',
    summary: 'Makes a new key for SAML; the old one goes on signing for two weeks, and both are in the metadata',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  rotate(@Caller() caller: CallerIdentity, @CurrentActor() actor: Actor): Promise<void> {
    return this.connections.rotateKeys(caller.orgId, actor);
  }
}
