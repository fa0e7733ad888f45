import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Adds an API key to each request, as the suite cannot: it has no option for a header. Everything else stays as the
 * client sent it, `Host` and `Origin` too, and a connection that ends on one side ends on the other.
 */
export class KeyProxy {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(gatewayPort: number, apiKey: string): Promise<KeyProxy> {
    const server = createServer((request, response) => forward(request, response, gatewayPort, apiKey));
    // A stream may stay silent for as long as the client likes.
    server.requestTimeout = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new KeyProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

function forward(request: IncomingMessage, response: ServerResponse, port: number, apiKey: string): void {
  const onward = httpRequest({
    host: '127.0.0.1',
    port,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: [...request.rawHeaders, 'Authorization', `Bearer ${apiKey}`],
    setHost: false,
    agent: false,
  });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    response.flushHeaders();
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.on('error', () => onward.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
