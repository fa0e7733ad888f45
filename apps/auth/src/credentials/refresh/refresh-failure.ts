import { GatewayOpsError } from '@gatewayops/contracts';
import { OAuthFailure } from '@gatewayops/oauth-client';

/** What a renewal failed with, without anything of ours that callers need not know. */
export function asFailure(error: unknown): OAuthFailure {
  if (error instanceof OAuthFailure) return error;
  const message =
    error instanceof GatewayOpsError ? 'A store of ours is away.' : 'The tokens that are stored cannot be read.';
  return new OAuthFailure(error instanceof GatewayOpsError ? 'unreachable' : 'malformed', message, { cause: error });
}
