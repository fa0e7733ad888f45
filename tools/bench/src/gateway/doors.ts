import { jsonOfSize } from '../load/content.js';
import { requestBytes } from '../load/http-request.js';
import { serverOf, type BodySize, type Era } from '../sizes.js';
import { modernHeaders } from './targets.js';

/** The gateway's MCP endpoints: that of one server and that of all of them, each in both eras. */
export const DOORS = ['server2026', 'all2026', 'server2025', 'all2025'] as const;
export type DoorName = (typeof DOORS)[number];

const eraOf = (door: DoorName): Era => (door.endsWith('2025') ? 'legacy' : 'modern');
const isOfAll = (door: DoorName): boolean => door.startsWith('all');

const MODERN_META =
  ',"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1.0.0"},"io.modelcontextprotocol/clientCapabilities":{}}';

export interface DoorKey {
  port: number;
  apiKey: string;
}

/** A call through the door with a body of exactly the size, or of what its envelope takes where that is more. */
export async function callThrough(door: DoorName, size: BodySize, key: DoorKey): Promise<Buffer> {
  const era = eraOf(door);
  const server = serverOf(size, era);
  const path = isOfAll(door) ? '/v1/mcp' : `/v1/mcp/${server}`;
  const tool = isOfAll(door) ? `${server}_lookup` : 'lookup';
  const meta = era === 'legacy' ? '' : MODERN_META;
  const call = (text: string): string =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${tool}","arguments":{"text":${text}}${meta}}}`;
  const headers = era === 'legacy' ? await openSession(path, key) : modernHeaders(tool);
  const body = jsonOfSize(Math.max(size.bytes, call('""').length), call);
  return requestBytes({
    port: key.port,
    path,
    headers: { ...headers, authorization: `Bearer ${key.apiKey}` },
    body,
  });
}

/** Gives the headers of what the session's client sends from then on. */
async function openSession(path: string, { port, apiKey }: DoorKey): Promise<Record<string, string>> {
  const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' };
  const post = async (message: object, more: Record<string, string>): Promise<Response> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { ...headers, ...more, 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
    await response.text();
    return response;
  };
  const clientInfo = { name: 'bench', version: '1.0.0' };
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const opened = await post({ id: 0, method: 'initialize', params }, {});
  const id = opened.headers.get('mcp-session-id');
  const session: Record<string, string> = id === null ? {} : { 'mcp-session-id': id };
  await post({ method: 'notifications/initialized' }, session);
  return { ...headers, ...session };
}
