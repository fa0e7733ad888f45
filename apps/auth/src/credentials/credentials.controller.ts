import { CredentialsUsedRequest, UpstreamTokenRequest, type UpstreamToken } from '@gatewayops/contracts';
import { Internal } from '@gatewayops/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CredentialUses } from './credential-uses.js';
import { UpstreamTokens } from './upstream-tokens.service.js';

/** What gateways ask about credentials of servers. */
@Internal('gateway')
@Controller('/internal/v1/auth')
export class InternalCredentialsController {
  constructor(
    private readonly tokens: UpstreamTokens,
    private readonly uses: CredentialUses,
  ) {}

  @Post('upstream-token')
  @HttpCode(200)
  token(@Body({ schema: UpstreamTokenRequest }) body: UpstreamTokenRequest): Promise<UpstreamToken> {
    return this.tokens.tokenFor(body);
  }

  @Post('credentials/used')
  @HttpCode(204)
  used(@Body({ schema: CredentialsUsedRequest }) body: CredentialsUsedRequest): Promise<void> {
    return this.uses.record(body.uses);
  }
}
