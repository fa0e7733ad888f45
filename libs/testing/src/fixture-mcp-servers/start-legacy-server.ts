import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { z } from 'zod';
import { FIXTURE_PROMPT, FIXTURE_RESOURCE, FIXTURE_TOOLS, greet } from './fixture-tools.js';
import { listenLocally, type RunningFixture } from './listening.js';

/** A server by the v1 SDK, which knows only revisions up to 2025-11-25, and keeps a session for each client. */
export async function startLegacyServer(
  options: { port?: number } = {},
): Promise<RunningFixture & { readonly sessions: number }> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const server = createServer((request, response) => {
    serve(sessions, request, response).catch(() => response.destroy());
  });
  const running = await listenLocally(server, { ...options, path: '/mcp' });
  return {
    ...running,
    get sessions() {
      return sessions.size;
    },
  };
}

async function serve(
  sessions: Map<string, StreamableHTTPServerTransport>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = request.headers['mcp-session-id'];
  const known = typeof id === 'string' ? sessions.get(id) : undefined;
  if (known !== undefined) return known.handleRequest(request, response);
  if (id !== undefined) return refuse(response, 404, 'Session not found');
  const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (session) => {
      sessions.set(session, transport);
    },
    onsessionclosed: (session) => {
      sessions.delete(session);
    },
  });
  await buildLegacyServer().connect(transport as Transport);
  await transport.handleRequest(request, response);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const body = { jsonrpc: '2.0', id: null, error: { code: -32001, message } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function buildLegacyServer(): McpServer {
  const server = new McpServer({ name: 'gatewayops-legacy-fixture', version: '1.0.0' });
  for (const { name, description, input, run } of FIXTURE_TOOLS) {
    server.registerTool(name, { description, inputSchema: input }, async (args) => (await run(args)) as never);
  }
  const { uri, mimeType, text } = FIXTURE_RESOURCE;
  server.registerResource(FIXTURE_RESOURCE.name, uri, { mimeType }, () => ({ contents: [{ uri, mimeType, text }] }));
  const { name, description, argument } = FIXTURE_PROMPT;
  server.registerPrompt(name, { description, argsSchema: { [argument]: z.string() } }, (args) => ({
    messages: [{ role: 'user', content: { type: 'text', text: greet(String(args[argument])) } }],
  }));
  return server;
}
