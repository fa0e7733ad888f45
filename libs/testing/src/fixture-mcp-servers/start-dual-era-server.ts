import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { unquoteBigIntegers } from './fixture-tools.js';
import { listenLocally, type RunningFixture } from './listening.js';
import { buildFixtureServer } from './modern-server.js';

/** A server of both eras over Streamable HTTP: 2026-07-28, and stateless for clients that start with `initialize`. */
export async function startDualEraServer(options: { port?: number } = {}): Promise<RunningFixture> {
  const handler = createMcpHandler(() => buildFixtureServer(), { maxRequestBodySize: 64 * 1024 * 1024 });
  const server = createServer((request, response) => {
    serve(request, response, (asked) => handler.fetch(asked)).catch(() => response.destroy());
  });
  const running = await listenLocally(server, { ...options, path: '/mcp' });
  const close = async () => {
    await handler.close();
    await running.close();
  };
  return { ...running, close };
}

/** Passes a request of Node to a handler of the web, and its answer back. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const { method = 'GET' } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const answered = await answer(
    new Request(`http://127.0.0.1${request.url ?? '/'}`, {
      method,
      headers,
      signal: gone.signal,
      ...(hasBody ? { body: Buffer.concat(parts) } : {}),
    }),
  );
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  // Each chunk is whole messages: the SDK writes a JSON body, or an event, in one piece.
  for await (const chunk of answered.body ?? []) response.write(unquoteBigIntegers(Buffer.from(chunk).toString()));
  response.end();
}
