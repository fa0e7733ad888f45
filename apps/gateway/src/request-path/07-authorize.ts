import { GatewayOpsError } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import type { AggregateCall } from '../aggregate/aggregate-call.js';
import { unknownName } from '../aggregate/unknown-name.js';
import type { Ready } from './call.js';
import { stage } from './stage.js';

/**
 * Holds the key's scopes against what is asked for. 403 `forbidden`; where several servers are one, what the key may not use
 * is not there.
 */
export const authorize = () =>
  stage('authorize', ['principal', 'operation', 'server'], ['authorized'], (call) => {
    const { subject, name } = call.operation;
    if (call.aggregate !== null) return authorizeAggregate(call, call.aggregate);
    if (!scopeAllows(call.principal.scopes, subject, call.server.name, name)) {
      const what =
        subject === 'server' ? `the server \`${call.server.name}\`` : `the ${subject} \`${name.slice(0, 128)}\``;
      throw new GatewayOpsError('forbidden', { message: `This key may not use ${what}.` });
    }
    call.authorized = true;
  });

/** Each server's lists are filtered; that a key may use none of them makes them empty. */
function authorizeAggregate(
  call: Ready<'principal' | 'operation' | 'server'>,
  { member, exposed }: AggregateCall,
): void {
  const { subject, name } = call.operation;
  if (member !== null && !scopeAllows(call.principal.scopes, subject, call.server.name, name))
    throw unknownName(call, exposed);
  call.authorized = true;
}
