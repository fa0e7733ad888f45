import { GatewayOpsError } from '@gatewayops/contracts';
import { parseRpcOperation } from '../front/parse-rpc.js';
import { parseRestOperation } from '../front/parse-rest.js';
import { parseTaskOperation } from '../front/rest/parse-task.js';
import { takesEvents } from '../front/rest/takes-events.js';
import { parseTransportOperation } from '../front/parse-transport.js';
import type { SessionSeal } from '../front/front-session.js';
import type { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import { traceFrom } from './04-start-trace.js';
import type { Call, Ready } from './call.js';
import type { Target } from './inbound.js';
import { stage } from './stage.js';

/** `application/json`, with parameters or not; any case. */
export const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/**
 * Reads the body and says what is asked for. 400 `bad_request`, `validation_error`, 404 for an address that does not
 * exist, 405, 413, 415, and the protocol's own refusals on the MCP endpoints.
 */
export const parse = (seal: SessionSeal, ended: Pick<EndedSessions, 'check'>) =>
  stage('parse', ['principal', 'trace'], ['body', 'operation'], (call) => {
    const { inbound } = call;
    const target = inbound.target;
    if (target === null) throw new GatewayOpsError('not_found', { message: 'There is no such address.' });
    if (target.kind === 'task' && inbound.httpMethod !== 'POST') {
      call.body = Buffer.alloc(0);
      call.operation = parseTaskOperation(target, inbound.httpMethod, call.body);
      return;
    }
    if (target.kind !== 'rest' && (inbound.httpMethod === 'GET' || inbound.httpMethod === 'DELETE')) {
      call.operation = parseTransportOperation(inbound, call.principal, seal);
      call.body = Buffer.alloc(0);
      return checked(call, ended);
    }
    if (inbound.httpMethod !== 'POST') throw new GatewayOpsError('method_not_allowed');
    if (!JSON_TYPE.test(inbound.headers['content-type'] ?? '')) throw new GatewayOpsError('unsupported_media_type');
    const body = inbound.readBody();
    if (Buffer.isBuffer(body)) {
      read(call, target, body, seal);
      return checked(call, ended);
    }
    return body.then((late) => {
      read(call, target, late, seal);
      return checked(call, ended);
    });
  });

/** A session that was ended elsewhere is over here, too. */
function checked({ operation }: Call, ended: Pick<EndedSessions, 'check'>): void | Promise<void> {
  if (operation!.session !== null) return ended.check(operation!.session);
}

function read(call: Ready<'principal'>, target: Target, body: Buffer, seal: SessionSeal): void {
  call.body = body;
  if (target.kind === 'rest') {
    call.operation = parseRestOperation(target.method, body, takesEvents(call.inbound));
    return;
  }
  if (target.kind === 'task') {
    call.operation = parseTaskOperation(target, 'POST', body);
    return;
  }
  const { operation, traceparent } = parseRpcOperation(call.inbound, body, call.principal, seal);
  call.operation = operation;
  // Revision 2026-07-28 carries trace context in the message; where both are there, the message is the caller's word.
  if (traceparent !== null) call.trace = traceFrom(traceparent);
}
