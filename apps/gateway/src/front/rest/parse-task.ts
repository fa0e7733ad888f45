import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, parseRestCall } from '@gatewayops/mcp';
import type { TaskTarget } from '../../request-path/inbound.js';
import type { Operation } from '../../request-path/operation.js';

/** A caller that asks for a task knows what tasks are. */
const META =
  '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":' +
  '{"extensions":{"io.modelcontextprotocol/tasks":{}}}}';

const METHODS: Record<string, string> = { GET: 'tasks/get', DELETE: 'tasks/cancel', POST: 'tasks/update' };

/**
 * The address of a task (tasks extension): GET says how far it is, POST `{inputResponses}` answers what it asks, DELETE cancels it.
 * @param body of a POST
 */
export function parseTaskOperation({ taskId }: TaskTarget, httpMethod: string, body: Buffer): Operation {
  const method = METHODS[httpMethod];
  if (method === undefined) throw new GatewayOpsError('method_not_allowed');
  const responses = method === 'tasks/update' ? `,"inputResponses":${inputResponses(body)}` : '';
  return {
    kind: 'request',
    surface: 'rest',
    era: 'modern',
    method,
    subject: 'server',
    name: '',
    params: Buffer.from(`{"taskId":${JSON.stringify(taskId)}${responses},${META}}`),
    id: null,
    session: null,
    clientName: null,
  };
}

function inputResponses(body: Buffer): string {
  const call = parseRestCall(body);
  if (call.kind === 'call' && call.inputResponses !== null) return bytesOf(call.inputResponses).toString();
  if (call.kind === 'fault' && call.field === '') throw new GatewayOpsError('bad_request', { message: call.message });
  const message = call.kind === 'fault' ? call.message : 'send an object with the answers';
  throw new GatewayOpsError('validation_error', { details: [{ field: 'inputResponses', message }] });
}
