import { jsonOfSize } from '../load/content.js';
import { requestBytes } from '../load/http-request.js';
import type { BodySize } from '../sizes.js';

export const TARGETS = ['direct', 'floor', 'nginx', 'gateway'] as const;
export type TargetName = (typeof TARGETS)[number];

/** Something that takes calls. */
export interface Target {
  name: TargetName;
  port: number;
  pid: number;
}

/** What an MCP client of 2026-07-28 sends with a call. */
export const modernHeaders = (tool: string): Record<string, string> => ({
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': tool,
});

const rpcCall = (text: string): string =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"lookup","arguments":{"text":${text}}}}`;

/** A call with a body of exactly the size: JSON-RPC to the upstream and through the proxies, REST to the gateway. */
export function callTo(target: Target, size: BodySize, apiKey: string): Buffer {
  if (target.name === 'gateway') {
    return requestBytes({
      port: target.port,
      path: `/v1/mcp/${size.name}/tools/call`,
      headers: { accept: 'application/json', authorization: `Bearer ${apiKey}` },
      body: jsonOfSize(size.bytes, (text) => `{"tool":"lookup","arguments":{"text":${text}}}`),
    });
  }
  const body = jsonOfSize(size.bytes, rpcCall);
  return requestBytes({ port: target.port, path: `/mcp/${size.name}`, headers: modernHeaders('lookup'), body });
}
