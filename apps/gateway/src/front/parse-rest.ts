import { GatewayOpsError } from '@gatewayops/contracts';
import { parseRestCall, restCallParams, type RestCall } from '@gatewayops/mcp';
import type { RestMethod } from '../request-path/inbound.js';
import { subjectOf, type Operation } from '../request-path/operation.js';

/** Reads `{tool, arguments}`, `{uri}`, `{name, arguments}` or `{cursor}`. 400 `validation_error` names what is missing. */
export function parseRestOperation(method: RestMethod, body: Buffer): Operation {
  const call = parseRestCall(body);
  if (call.kind === 'fault') {
    if (call.field === '') throw new GatewayOpsError('bad_request', { message: call.message });
    throw invalid(call.field, call.message);
  }
  return {
    kind: 'request',
    surface: 'rest',
    era: 'legacy',
    method,
    subject: subjectOf(method),
    name: nameOf(method, call),
    params: restCallParams(call),
    id: null,
    session: null,
    clientName: null,
  };
}

function nameOf(method: RestMethod, call: RestCall): string {
  switch (method) {
    case 'tools/call':
      if (call.arguments === null) throw invalid('arguments', 'send an object, `{}` where the tool takes none');
      return required('tool', call.tool);
    case 'resources/read':
      return required('uri', call.uri);
    case 'prompts/get':
      return required('name', call.name);
    default:
      return '';
  }
}

function required(field: string, value: string | null): string {
  if (value === null || value === '') throw invalid(field, 'send a string that is not empty');
  return value;
}

const invalid = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });
