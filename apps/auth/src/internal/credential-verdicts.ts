import type { KeyVerdict } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { KeyValidator } from '../api-keys/key-validator.js';
import { MaskingRulesService } from '../masking/masking-rules.service.js';
import { TokenValidator } from '../oauth/tokens/token-validator.js';

/** Who the credential of a call is, and by which rules of its organisation the call is masked. */
@Injectable()
export class CredentialVerdicts {
  constructor(
    private readonly keys: KeyValidator,
    private readonly tokens: TokenValidator,
    private readonly rules: MaskingRulesService,
  ) {}

  async ofKey(apiKey: string): Promise<KeyVerdict> {
    return this.withRules(await this.keys.validate(apiKey));
  }

  async ofToken(token: string): Promise<KeyVerdict> {
    return this.withRules(await this.tokens.validate(token));
  }

  /** The rules are read last, so that they are as of the verdict's generation or later: a change in between voids the verdict. */
  private async withRules(verdict: KeyVerdict): Promise<KeyVerdict> {
    if (!verdict.valid) return verdict;
    const maskingVersion = await this.rules.versionOf(verdict.principal.orgId);
    if (maskingVersion === undefined) return verdict;
    return { ...verdict, principal: { ...verdict.principal, maskingVersion } };
  }
}
