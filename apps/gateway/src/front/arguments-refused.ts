import { GatewayOpsError } from '@gatewayops/contracts';
import { wordsOf, type ArgumentFault } from '@gatewayops/mcp';
import type { Call } from '../request-path/call.js';
import { ProtocolFailure, RPC } from './protocol-failure.js';

const NAME_CHARS_MAX = 128;
/** From this revision on, a model is told of wrong arguments by a result, so that it can mend them (SEP-1303). */
const TOLD_BY_RESULT_SINCE = '2025-11-25';

/** The arguments of a tool call do not fit the tool's input schema. Names what is wrong and where, without the values. */
export class ArgumentsRefused extends GatewayOpsError {
  constructor(tool: string, faults: readonly ArgumentFault[]) {
    const message = `The arguments do not fit the input schema of \`${tool.slice(0, NAME_CHARS_MAX)}\`: ${wordsOf(faults)}.`;
    super('validation_error', { message, details: faults.map(detailOf) });
    this.name = 'ArgumentsRefused';
  }
}

/** `/tags/1` of the arguments is `arguments.tags.1` of the body, as the error format writes paths. */
function detailOf({ path, rule, message }: ArgumentFault): { field: string; message: string } {
  const steps = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return { field: ['arguments', ...steps.slice(1)].join('.'), message: `${message} (${rule})` };
}

/** No such tool: -32602 by every revision (Tools, Error Handling). */
export function unknownTool({ operation }: Pick<Call, 'operation'>): GatewayOpsError {
  const message = `Unknown tool: ${operation!.name.slice(0, NAME_CHARS_MAX)}`;
  if (operation!.surface === 'mcp') return new ProtocolFailure(200, RPC.invalidParams, message);
  return new GatewayOpsError('validation_error', { message, details: [{ field: 'tool', message }] });
}

/** The member of a JSON-RPC response that says so, in the way of the client's revision: `"result":…` or `"error":…`. */
export function refusalMember(call: Call, failure: ArgumentsRefused): string {
  const { message } = failure;
  const { operation, inbound } = call;
  const modern = operation?.era === 'modern';
  const version = inbound.headers['mcp-protocol-version'] ?? operation?.session?.protocolVersion ?? '';
  if (modern || String(version) >= TOLD_BY_RESULT_SINCE) {
    const result = { content: [{ type: 'text', text: message }], isError: true };
    return `"result":${JSON.stringify(modern ? { resultType: 'complete', ...result } : result)}`;
  }
  const data = failure.toBody(call.requestId ?? '').error;
  return `"error":${JSON.stringify({ code: RPC.invalidParams, message, data })}`;
}
