import type { Principal } from '@gatewayops/contracts';
import type { Inbound } from '../request-path/inbound.js';
import type { Operation } from '../request-path/operation.js';
import type { SessionSeal } from './front-session.js';
import { requireSession, sessionOf } from './parse-rpc.js';

/** GET opens the stream of a legacy session, DELETE ends the session (2025-11-25, Transports). */
export function parseTransportOperation(inbound: Inbound, principal: Principal, seal: SessionSeal): Operation {
  return {
    kind: 'transport',
    surface: 'mcp',
    era: 'legacy',
    method: '',
    subject: 'server',
    name: '',
    params: null,
    id: null,
    session: requireSession(sessionOf(inbound.headers, principal, seal)),
  };
}
