import { isObject, memberOf, membersOf, sliceOf, type Slice } from '@gatewayops/mcp';
import type { RoutedCall } from '../../../request-path/call.js';

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

/** Who calls, where it can be asked something; null for everybody else. */
export function askableCaller({ operation }: RoutedCall): Caller | null {
  if (operation.era !== 'modern' || operation.params === null) return null;
  const params = Buffer.isBuffer(operation.params) ? sliceOf(operation.params) : operation.params;
  const meta = memberOf(params, '_meta');
  if (!isObject(meta)) return null;
  const capabilities = memberOf(meta, 'io.modelcontextprotocol/clientCapabilities');
  if (!isObject(capabilities) || membersOf(capabilities).length === 0) return null;
  const isAskable = Object.values(ASKED_BY).some((name) => isObject(memberOf(capabilities, name)));
  return isAskable ? { capabilities, clientInfo: memberOf(meta, 'io.modelcontextprotocol/clientInfo') } : null;
}

/** Whether a client that declared these can be asked that. */
export function canBeAsked(capabilities: Slice, method: string): boolean {
  const needed = ASKED_BY[method];
  return needed !== undefined && isObject(memberOf(capabilities, needed));
}
