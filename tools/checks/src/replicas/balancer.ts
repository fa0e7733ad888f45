import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Sends each request to one of several gateways, at random; to another one only where it could not be connected to. */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
  ) {}

  static async start(ports: readonly number[]): Promise<Balancer> {
    const server = createServer((request, response) => void balancer.pass(request, response));
    const balancer = new Balancer(server, ports);
    server.keepAliveTimeout = 600_000;
    server.requestTimeout = 0;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const left = this.ports.toSorted(() => Math.random() - 0.5);
    this.send(request, Buffer.concat(parts), response, left);
  }

  private send(request: IncomingMessage, body: Buffer, response: ServerResponse, left: number[]): void {
    const port = left.shift();
    if (port === undefined) return void response.writeHead(502).end('no gateway');
    const { method, url, headers } = request;
    const sent = httpRequest({ host: '127.0.0.1', port, method, path: url, headers, agent: this.agent }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      answer.on('close', () => {
        if (!answer.complete) response.destroy();
      });
    });
    response.on('close', () => sent.destroy());
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.send(request, body, response, left);
      else response.destroy();
    });
    sent.end(body);
  }
} // prettier-ignore
