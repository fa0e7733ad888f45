import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool, type Dispatcher } from 'undici';

/**
 * The least that a proxy in Node can do with its HTTP libraries: `node:http` in front, undici's `dispatch` behind, no JSON, no
 * copies, no headers that nobody needs. What the gateway costs is compared with this.
 */
const [port, upstreamPort] = [Number(process.argv[2]), Number(process.argv[3])];
const pool = new Pool(`http://127.0.0.1:${upstreamPort}`, { connections: 64, pipelining: 1 });

class Relay implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  #bytesLeft = -1;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Needed by the library. */
  onRequestStart(): void {}

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    const length = headers['content-length'];
    this.#bytesLeft = Number(length);
    this.#response.writeHead(status, {
      'content-type': String(headers['content-type']),
      'content-length': String(length),
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytesLeft -= chunk.length;
    // The last chunk goes out together with the end, and the first with the head.
    if (this.#bytesLeft === 0) this.#response.end(chunk);
    else if (!this.#response.write(chunk)) {
      controller.pause();
      this.#response.once('drain', () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (!this.#response.writableEnded) this.#response.end();
  }

  onResponseError(): void {
    if (!this.#response.headersSent) this.#response.writeHead(502);
    this.#response.end();
  }
}

function forward(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const { headers } = request;
  const passed = {
    'content-type': headers['content-type'] ?? '',
    accept: headers.accept ?? '',
    'mcp-method': String(headers['mcp-method']),
  };
  pool.dispatch({ method: 'POST', path: request.url ?? '/', headers: passed, body }, new Relay(response));
}

const server = createServer((request, response) => {
  let first: Buffer | null = null;
  let rest: Buffer[] | null = null;
  request.on('data', (chunk: Buffer) => {
    if (first === null) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  request.on('end', () => forward(request, response, rest === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(rest)));
});
server.keepAliveTimeout = 3_600_000;
server.requestTimeout = 0;
server.listen(port, '127.0.0.1');
process.on('disconnect', () => process.exit(0));
