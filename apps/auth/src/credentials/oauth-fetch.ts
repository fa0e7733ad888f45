import { addressGuard } from '@gatewayops/mcp';
import { guardedFetch, type Fetch } from '@gatewayops/oauth-client';
import type { AuthEnvironment } from '../env.js';

/** How authorization servers are spoken to: addresses that tenants name. */
export const OAUTH_FETCH = Symbol('OAUTH_FETCH');

const TIMEOUT_MS = 10_000;

export function oauthFetch({ UPSTREAM_PRIVATE_RANGES: privateRanges }: AuthEnvironment): Fetch {
  const addresses = addressGuard({ privateRanges });
  return guardedFetch({ addresses, allowHttp: privateRanges === 'allow', timeoutMs: TIMEOUT_MS });
}
