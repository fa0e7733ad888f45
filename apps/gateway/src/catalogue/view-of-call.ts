import { bytesOf, isObject, memberOf, sliceOf } from '@gatewayops/mcp';
import { forwarded } from '../legs/call-pooled.js';
import type { RoutedCall } from '../request-path/call.js';
import type { ListView } from './list-view.js';

/** What this call's client would see, were it to ask for the list over a leg that callers share. */
export function viewOf(call: RoutedCall): ListView {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(forwarded(call))) {
    if (!name.startsWith('mcp-param-')) headers[name] = value;
  }
  return { upstream: call.upstream, headers, capabilities: capabilitiesOf(call) };
}

function capabilitiesOf({ operation: { era, params } }: RoutedCall): Buffer | null {
  if (era !== 'modern' || params === null) return null;
  const meta = memberOf(Buffer.isBuffer(params) ? sliceOf(params) : params, '_meta');
  const declared = isObject(meta) ? memberOf(meta, 'io.modelcontextprotocol/clientCapabilities') : null;
  // A copy: a slice would keep the whole request in memory.
  return isObject(declared) ? Buffer.from(bytesOf(declared)) : null;
}
