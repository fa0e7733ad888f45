import { GatewayOpsError, type ErrorCode } from '@gatewayops/contracts';

/** A refusal that tells the client how to get in (RFC 9110, section 11.6.1). */
export class Challenge extends GatewayOpsError {
  /** Of the `WWW-Authenticate` header. */
  readonly challenge: string;

  constructor(code: ErrorCode, challenge: string) {
    super(code);
    this.name = 'Challenge';
    this.challenge = challenge;
  }
}

export interface ChallengeParameters {
  /** A credential that was sent and is wrong is called so; one that was not sent is not (RFC 6750, section 3.1). */
  error: 'invalid_token' | 'insufficient_scope' | null;
  /** URL of the endpoint's metadata (RFC 9728, section 5.1). */
  metadataUrl: string;
  /** What to ask for (RFC 6750, section 3); none of our scopes can hold a quote. */
  scopes: readonly string[];
}

export function challengeText({ error, metadataUrl, scopes }: ChallengeParameters): string {
  const parts = [`resource_metadata="${metadataUrl}"`, `scope="${scopes.join(' ')}"`];
  return `Bearer ${(error === null ? parts : [`error="${error}"`, ...parts]).join(', ')}`;
}
