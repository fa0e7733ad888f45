import { GatewayOpsError } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import type { AggregateCall } from '../aggregate/aggregate-call.js';
import { unknownName } from '../aggregate/unknown-name.js';
import type { Ready } from './call.js';
import type { ProtectedEndpoints } from '../oauth/protected-endpoints.js';
import { stage } from './stage.js';

/**
 * Holds the key's scopes against what is asked for. 403 `forbidden`; where several servers are one, what the key may not use
 * is not there. An OAuth token must have been granted it, too: 403 `insufficient_scope` tells its client what to ask for.
 */
export const authorize = (endpoints: ProtectedEndpoints) =>
  stage('authorize', ['principal', 'operation', 'server'], ['authorized'], (call) => {
    const { subject, name } = call.operation;
    if (call.aggregate !== null) return authorizeAggregate(call, call.aggregate, endpoints);
    if (!scopeAllows(call.principal.scopes, subject, call.server.name, name)) {
      const what =
        subject === 'server' ? `the server \`${call.server.name}\`` : `the ${subject} \`${name.slice(0, 128)}\``;
      throw new GatewayOpsError('forbidden', { message: `This key may not use ${what}.` });
    }
    if (call.principal.token !== null) endpoints.refuseUngranted(call, call.principal.token, call.server.name, name);
    call.authorized = true;
  });

/** Each server's lists are filtered; that a key may use none of them makes them empty. */
function authorizeAggregate(
  call: Ready<'principal' | 'operation' | 'server'>,
  { member, exposed }: AggregateCall,
  endpoints: ProtectedEndpoints,
): void {
  const { subject, name } = call.operation;
  if (member !== null && !scopeAllows(call.principal.scopes, subject, call.server.name, name))
    throw unknownName(call, exposed);
  const { token } = call.principal;
  if (token !== null) endpoints.refuseUngranted(call, token, member === null ? null : call.server.name, name, exposed);
  call.authorized = true;
}
