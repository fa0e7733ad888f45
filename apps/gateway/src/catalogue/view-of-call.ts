import { bytesOf, isObject, memberOf } from '@gatewayops/mcp';
import { forwarded } from '../legs/call-pooled.js';
import type { RoutedCall } from '../request-path/call.js';
import { metaOf } from '../request-path/operation.js';
import type { ListView } from './list-view.js';

/** What this call's client would see, were it to ask for the list over a leg that callers share. */
export function viewOf(call: RoutedCall): ListView {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(forwarded(call))) {
    if (!name.startsWith('mcp-param-')) headers[name] = value;
  }
  return { upstream: call.upstream, headers, capabilities: capabilitiesOf(call) };
}

function capabilitiesOf({ operation }: RoutedCall): Buffer | null {
  const meta = operation.era === 'modern' ? metaOf(operation) : null;
  const declared = meta ? memberOf(meta, 'io.modelcontextprotocol/clientCapabilities') : null;
  // A copy: a slice would keep the whole request in memory.
  return isObject(declared) ? Buffer.from(bytesOf(declared)) : null;
}
