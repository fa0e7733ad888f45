import type { KeyAuthenticator } from '@gatewayops/access';
import { FOREIGN } from '@gatewayops/service';
import { addressIsWithin, type Masking } from '@gatewayops/domain';
import { GatewayOpsError, type KeyVerdict, type Principal } from '@gatewayops/contracts';
import type { ProtectedEndpoints } from '../oauth/protected-endpoints.js';
import type { OrganizationMaskers } from '../organization/organization-maskers.js';
import { newRequestId } from '../record/random-ids.js';
import type { Call } from './call.js';
import { stage } from './stage.js';

export interface AuthenticateParts {
  readonly keys: KeyAuthenticator;
  readonly endpoints: ProtectedEndpoints;
  readonly maskers: Pick<OrganizationMaskers, 'of'>;
}

const SCHEME = 'bearer ';

/**
 * 403 `forbidden` for a request that is not meant for us, or a key used from an address that is not its own; 401 `unauthorized`
 * without a bearer credential, 401 `invalid_token` with a wrong one or one for another endpoint, 503 `auth_unavailable`.
 */
export const authenticate = (parts: AuthenticateParts) =>
  stage('authenticate', ['requestId'], ['principal'], (call) => {
    if (call.inbound.isForeign) throw new GatewayOpsError('forbidden', { message: FOREIGN });
    const credential = bearerOf(call.inbound.headers.authorization);
    if (credential === null) throw parts.endpoints.refusal(call.inbound.target, 'unauthorized');
    const verdict = parts.keys.authenticateBearer(credential);
    if (!(verdict instanceof Promise)) return admit(call, verdict, parts);
    return verdict.then((late) => admit(call, late, parts));
  });

/** The credential of an `Authorization` header; null where there is none. Nothing else of a request is looked at (RFC 6750, section 2). */
export function bearerOf(header: string | undefined): string | null {
  if (header === undefined || header.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return null;
  return header.slice(SCHEME.length).trim();
}

function admit(call: Call, verdict: KeyVerdict, { endpoints, maskers }: AuthenticateParts): void | Promise<void> {
  const { target, clientAddress } = call.inbound;
  if (!verdict.valid) {
    call.refusedKey = verdict.was ?? null;
    throw endpoints.refusal(target, 'invalid_token');
  }
  const { principal } = verdict;
  if (principal.token !== null && !endpoints.isFor(principal.token, target))
    throw endpoints.refusal(target, 'invalid_token');
  if (!mayComeFrom(clientAddress, principal)) {
    call.refusedPrincipal = principal;
    throw new GatewayOpsError('forbidden', { message: 'This key may not be used from this address.' });
  }
  const masking = maskers.of(principal);
  if (!(masking instanceof Promise)) return enter(call, principal, masking);
  return masking.then((late) => enter(call, principal, late));
}

/** With a principal a call is told of: from here on nothing of it may be stored that its organisation has masked. */
function enter(call: Call, principal: Principal, masking: Masking | null): void {
  call.masking = masking;
  const { requestId } = call;
  if (masking !== null && requestId !== null && masking.maskText(requestId) !== requestId)
    call.requestId = newRequestId();
  call.principal = principal;
}

const mayComeFrom = (address: string, { allowedAddresses }: Principal): boolean =>
  allowedAddresses.length === 0 || address === '' || addressIsWithin(address, allowedAddresses);
