import { GatewayOpsError } from '@gatewayops/contracts';
import { parseRestCall, restCallParams, type RestCall } from '@gatewayops/mcp';
import { restMeta } from './rest/rest-meta.js';
import type { RestMethod } from '../request-path/inbound.js';
import { subjectOf, type Operation } from '../request-path/operation.js';

/**
 * Reads `{tool, arguments}`, `{uri}`, `{name, arguments}` or `{cursor}`. 400 `validation_error` names what is missing.
 * @param events whether the caller takes a stream of events, and so is told how far its call is
 */
export function parseRestOperation(method: RestMethod, body: Buffer, events: boolean): Operation {
  const call = parseRestCall(body);
  if (call.kind === 'fault') {
    if (call.field === '') throw new GatewayOpsError('bad_request', { message: call.message });
    throw invalid(call.field, call.message);
  }
  const name = nameOf(method, call);
  const isAsked = call.capabilities !== null || call.inputResponses !== null || call.requestState !== null;
  return {
    kind: 'request',
    surface: 'rest',
    // Who can be asked something back speaks 2026-07-28, in the words of this address.
    era: isAsked ? 'modern' : 'legacy',
    method,
    subject: subjectOf(method),
    name,
    params: restCallParams(isAsked || events ? { ...call, meta: restMeta(call, isAsked, events) } : call),
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
