import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { jsonOfSize, TOOL } from '../load/content.js';
import { SIZES } from '../sizes.js';

/** An MCP server of 2025-11-25 that opens sessions and gives fixed answers: at `/mcp/{name}` a result of that size. */
const RESULTS = new Map(
  SIZES.map(({ name, bytes }) => [
    `/mcp/${name}`,
    jsonOfSize(bytes, (text) => `{"content":[{"type":"text","text":${text}}]}`),
  ]),
);
const INITIALIZED = JSON.stringify({
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'fixed', version: '1.0.0' },
});

function resultOf(method: string, path: string): string | null {
  if (method === 'initialize') return INITIALIZED;
  if (method === 'tools/list') return JSON.stringify({ tools: [TOOL] });
  return method === 'tools/call' ? (RESULTS.get(path) ?? null) : null;
}

function answer(body: string, path: string, response: ServerResponse): void {
  const { method, id } = JSON.parse(body) as { method: string; id?: string | number };
  if (id === undefined) return void response.writeHead(202).end();
  const result = resultOf(method, path);
  const outcome = result === null ? '"error":{"code":-32601,"message":"Method not found"}' : `"result":${result}`;
  const text = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},${outcome}}`;
  const session = method === 'initialize' ? { 'mcp-session-id': randomUUID() } : {};
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length, ...session }).end(text);
}

const server = createServer((request, response) => {
  if (request.method === 'DELETE') return void response.writeHead(200, { 'content-length': 0 }).end();
  if (request.method !== 'POST') return void response.writeHead(405).end();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => answer(Buffer.concat(chunks).toString(), request.url ?? '/', response));
});
server.keepAliveTimeout = 3_600_000;
server.requestTimeout = 0;
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('disconnect', () => process.exit(0));
