import type { KeyAuthenticator } from '@gatewayops/access';
import { FOREIGN } from '@gatewayops/service';
import { API_KEY_PATTERN, GatewayOpsError, type KeyVerdict } from '@gatewayops/contracts';
import type { Call } from './call.js';
import { stage } from './stage.js';

const SCHEME = 'bearer ';

/** 403 `forbidden` for a request that is not meant for us, 401 `unauthorized` without a bearer credential, 401 `invalid_token` with a wrong one, 503 `auth_unavailable`. */
export const authenticate = (keys: KeyAuthenticator) =>
  stage('authenticate', ['requestId'], ['principal'], (call) => {
    if (call.inbound.isForeign) throw new GatewayOpsError('forbidden', { message: FOREIGN });
    const apiKey = bearerOf(call.inbound.headers.authorization);
    const verdict = keys.authenticate(apiKey);
    if (!(verdict instanceof Promise)) return admit(call, verdict);
    return verdict.then((late) => admit(call, late));
  });

function bearerOf(header: string | undefined): string {
  if (header === undefined || header.slice(0, SCHEME.length).toLowerCase() !== SCHEME) {
    throw new GatewayOpsError('unauthorized');
  }
  const apiKey = header.slice(SCHEME.length).trim();
  if (!API_KEY_PATTERN.test(apiKey)) throw new GatewayOpsError('invalid_token');
  return apiKey;
}

function admit(call: Call, verdict: KeyVerdict): void {
  if (!verdict.valid) throw new GatewayOpsError('invalid_token');
  call.principal = verdict.principal;
}
