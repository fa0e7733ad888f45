import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Echo, Said } from './echo.js';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const EVENTS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };

/** A message as an event: each of its lines is one of the event's. */
export const eventOf = (message: string): string =>
  `event: message\n${message.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('')}\n`; // prettier-ignore

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

async function listen(server: Server, path: string): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, close };
}

/** A server of Streamable HTTP. @param onStream whether it answers with an event stream even where JSON would do */
export function listenStreamable(echo: Echo, onStream: boolean): Promise<Listening> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      response.writeHead(request.method === 'DELETE' ? 204 : 405).end();
      return;
    }
    const said = echo.answer(await bodyOf(request));
    if (echo.era === 'legacy') response.setHeader('mcp-session-id', 'one');
    if (!said) response.writeHead(202).end();
    else if (said.messages.length > 0 || (onStream && said.status === 200)) sendEvents(response, said);
    else sendJson(response, said);
  };
  return listen(createServer((request, response) => void handle(request, response)), '/mcp'); // prettier-ignore
}

function sendEvents(response: ServerResponse, { messages, response: last }: Said): void {
  response.writeHead(200, EVENTS);
  for (const message of messages) response.write(eventOf(message));
  response.end(eventOf(last));
}

function sendJson(response: ServerResponse, { response: text, status }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/** A server of HTTP+SSE (2024-11-05): answers go to the stream that was opened last. */
export function listenSse(echo: Echo): Promise<Listening> {
  let stream: ServerResponse | null = null;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET') {
      stream = response.writeHead(200, EVENTS);
      stream.write('event: endpoint\ndata: /messages\n\n');
    } else if (request.url === '/messages') {
      const said = echo.answer(await bodyOf(request));
      response.writeHead(202).end('Accepted');
      if (said) stream?.write([...said.messages, said.response].map(eventOf).join(''));
    } else {
      response.writeHead(404).end();
    }
  };
  return listen(createServer((request, response) => void handle(request, response)), '/sse'); // prettier-ignore
}
