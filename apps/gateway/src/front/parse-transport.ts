import { GatewayOpsError, type Principal } from '@gatewayops/contracts';
import type { Inbound } from '../request-path/inbound.js';
import type { Operation } from '../request-path/operation.js';
import type { SessionSeal } from './front-session.js';
import { sessionOf } from './parse-rpc.js';
import { isModernRevision } from './revisions.js';

/**
 * GET opens the stream of a legacy session, DELETE ends the session (2025-11-25, Transports). 405 for 2026-07-28, which has
 * neither. Whether there must be a session is known only with the server.
 */
export function parseTransportOperation(inbound: Inbound, principal: Principal, seal: SessionSeal): Operation {
  const version = inbound.headers['mcp-protocol-version'];
  if (typeof version === 'string' && isModernRevision(version)) throw new GatewayOpsError('method_not_allowed');
  return {
    kind: 'transport',
    surface: 'mcp',
    era: 'legacy',
    method: '',
    subject: 'server',
    name: '',
    params: null,
    id: null,
    session: sessionOf(inbound.headers, principal, seal),
    clientName: null,
  };
}
