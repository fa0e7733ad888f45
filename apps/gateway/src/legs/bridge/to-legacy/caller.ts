import { isObject, memberOf, membersOf, sliceOf, type Slice } from '@gatewayops/mcp';
import type { RoutedCall } from '../../../request-path/call.js';
import { metaOf } from '../../../request-path/operation.js';

/** What a client of 2026-07-28 says of itself in each request, raw. */
export interface Caller {
  readonly capabilities: Slice;
  readonly clientInfo: Slice | null;
}

/** Capabilities by which a client lets itself be asked something, and the requests that need them. */
const ASKED_BY: Record<string, string> = {
  'sampling/createMessage': 'sampling',
  'elicitation/create': 'elicitation',
  'roots/list': 'roots',
};

const NOTHING = sliceOf(Buffer.from('{}'));

/** Who calls. */
export function callerOf({ operation }: Pick<RoutedCall, 'operation'>): Caller {
  const meta = metaOf(operation);
  if (meta === null) return { capabilities: NOTHING, clientInfo: null };
  const capabilities = memberOf(meta, 'io.modelcontextprotocol/clientCapabilities');
  return {
    capabilities: isObject(capabilities) ? capabilities : NOTHING,
    clientInfo: memberOf(meta, 'io.modelcontextprotocol/clientInfo'),
  };
}

/** Who calls, where it can be asked something; null for everybody else. */
export function askableCaller(call: RoutedCall): Caller | null {
  if (call.operation.era !== 'modern') return null;
  const caller = callerOf(call);
  const { capabilities } = caller;
  if (membersOf(capabilities).length === 0) return null;
  return Object.values(ASKED_BY).some((name) => isObject(memberOf(capabilities, name))) ? caller : null;
}

/** Whether a client that declared these can be asked that. */
export function canBeAsked(capabilities: Slice, method: string): boolean {
  const needed = ASKED_BY[method];
  return needed !== undefined && isObject(memberOf(capabilities, needed));
}
