import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Echo, Reply } from './echo.js';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const EVENTS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
/** What may end a line of an event stream (WHATWG HTML, section 9.2.5). */
const LINE_ENDS = ['\n', '\r\n', '\r'];
const PIECES = 7;
let events = 0;
let answers = 0;

/** A message as an event, each of its lines one of the event's: in every way in which it may be written, in turns. */
function eventOf(message: string): string {
  const n = events++;
  const end = LINE_ENDS[n % LINE_ENDS.length]!;
  const space = n % 2 === 0 ? ' ' : '';
  const data = message.split(/\r\n|\r|\n/).map((line) => `data:${space || (line.startsWith(' ') ? ' ' : '')}${line}`);
  const name = n % 5 === 0 ? [] : [`event:${space}message`];
  return [...(n % 7 === 0 ? [': odd'] : []), ...name, ...data, '', ''].join(end);
}

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
    if (echo.era === 'legacy') response.setHeader('mcp-session-id', 'one');
    if (request.method === 'POST') echo.receive(await bodyOf(request), replyOn(response, onStream));
    else if (request.method === 'GET' && echo.era === 'legacy') {
      response.writeHead(200, EVENTS).flushHeaders();
      echo.standing = { write: (message) => void response.write(eventOf(message)), meta: '' };
    } else response.writeHead(request.method === 'DELETE' ? 204 : 405).end();
  };
  return listen(createServer((request, response) => void handle(request, response)), '/mcp'); // prettier-ignore
}

function replyOn(response: ServerResponse, onStream: boolean): Reply {
  const write = (message: string): void => {
    if (!response.headersSent) response.writeHead(200, EVENTS);
    response.write(eventOf(message));
  };
  return {
    write,
    end: (message, status) => {
      if (response.headersSent || (onStream && status === 200)) {
        write(message);
        response.end();
      } else {
        response.writeHead(status, { 'content-type': 'application/json' });
        if (answers++ % 2 === 0) response.end(message);
        else void endInPieces(response, Buffer.from(message));
      }
    },
    accept: () => void response.writeHead(202).end(),
  };
}

/** Cut wherever it happens: within characters, escapes and numbers. */
async function endInPieces(response: ServerResponse, body: Buffer): Promise<void> {
  for (let n = 1; n <= PIECES; n++) {
    response.write(body.subarray(Math.floor(((n - 1) * body.length) / PIECES), Math.floor((n * body.length) / PIECES)));
    await setImmediate();
  }
  response.end();
}

/** A server of HTTP+SSE (2024-11-05): what is posted to the path of a stream is answered on that. */
export function listenSse(echo: Echo): Promise<Listening> {
  const streams = new Map<string, ServerResponse>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    if (request.method === 'GET') {
      const own = `/messages/${streams.size}`;
      streams.set(own, response);
      response.writeHead(200, EVENTS).write(`event: endpoint\ndata: ${own}\n\n`);
      return;
    }
    const stream = streams.get(path);
    if (!stream) return void response.writeHead(404).end();
    const text = await bodyOf(request);
    response.writeHead(202).end('Accepted');
    const write = (message: string): void => void stream.write(eventOf(message));
    // Of the streams that there are, the one that is spoken with.
    echo.standing = { write, meta: '' };
    echo.receive(text, { write, end: write, accept: () => undefined });
  };
  return listen(createServer((request, response) => void handle(request, response)), '/sse'); // prettier-ignore
}
