import {
  AccessUsesRequest,
  CheckPermissionRequest,
  ValidateKeyRequest,
  ValidateSessionRequest,
  ValidateTokenRequest,
  type KeyVerdict,
  type PermissionVerdict,
  type SessionVerdict,
} from '@gatewayops/contracts';
import { Internal } from '@gatewayops/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { PermissionsService } from '../access/permissions.service.js';
import { AccessUseLog } from './access-use-log.js';
import { CredentialVerdicts } from './credential-verdicts.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** Who somebody is and what they may do, for other services of ours. Specification: Auth Service, internal APIs. */
@Internal()
@Controller('/internal/v1/auth')
export class VerdictsController {
  constructor(
    private readonly credentials: CredentialVerdicts,
    private readonly sessions: SessionsService,
    private readonly permissions: PermissionsService,
    private readonly uses: AccessUseLog,
  ) {}

  @Post('validate-key')
  @HttpCode(200)
  validateKey(@Body({ schema: ValidateKeyRequest }) body: ValidateKeyRequest): Promise<KeyVerdict> {
    return this.credentials.ofKey(body.apiKey);
  }

  /** Of OAuth access tokens for the gateway; which of its endpoints one is for is held against it there. */
  @Post('validate-token')
  @HttpCode(200)
  validateToken(@Body({ schema: ValidateTokenRequest }) body: ValidateTokenRequest): Promise<KeyVerdict> {
    return this.credentials.ofToken(body.token);
  }

  @Post('validate-session')
  @HttpCode(200)
  validateSession(@Body({ schema: ValidateSessionRequest }) body: ValidateSessionRequest): Promise<SessionVerdict> {
    return this.sessions.authenticate(body.token);
  }

  @Post('access-uses')
  @HttpCode(204)
  recordUses(@Body({ schema: AccessUsesRequest }) body: AccessUsesRequest): Promise<void> {
    return this.uses.record(body.uses);
  }

  @Post('check-permission')
  @HttpCode(200)
  checkPermission(@Body({ schema: CheckPermissionRequest }) body: CheckPermissionRequest): Promise<PermissionVerdict> {
    return this.permissions.check(body);
  }
}
