import { GatewayOpsError } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import { stage } from './stage.js';

/** Holds the key's scopes against what is asked for. 403 `forbidden`. */
export const authorize = () =>
  stage('authorize', ['principal', 'operation', 'server'], ['authorized'], (call) => {
    const { subject, name } = call.operation;
    if (!scopeAllows(call.principal.scopes, subject, call.server.name, name)) {
      const what =
        subject === 'server' ? `the server \`${call.server.name}\`` : `the ${subject} \`${name.slice(0, 128)}\``;
      throw new GatewayOpsError('forbidden', { message: `This key may not use ${what}.` });
    }
    call.authorized = true;
  });
