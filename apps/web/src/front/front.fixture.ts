import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createFront } from './front.js';

/** A service that says what it is told to say. */
export interface Upstream {
  server: Server;
  port: number;
  /** What reached it. */
  seen: IncomingMessage[];
  connections: Set<Socket>;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const listening = async (server: Server): Promise<number> => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return portOf(server);
};

async function startUpstream(name: string): Promise<Upstream> {
  const upstream: Upstream = {
    server: createServer((incoming, outgoing) => {
      upstream.seen.push(incoming);
      upstream.answer(incoming, outgoing);
    }),
    port: 0,
    seen: [],
    connections: new Set(),
    answer: (_incoming, outgoing) => void outgoing.end(name),
  };
  upstream.server.on('connection', (socket) => upstream.connections.add(socket));
  upstream.port = await listening(upstream.server);
  return upstream;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  raw: readonly string[];
  text: string;
  /** Whether it came to its end. */
  complete: boolean;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  /** Parts, sent one by one. */
  body?: readonly Buffer[];
}

/** The front with two services behind it, the others away, and clients of it. */
export class FrontUnderTest {
  /** Paths that were shown as pages. */
  readonly pages: string[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private readonly sockets: Socket[] = [];
  private front!: Server;
  port = 0;

  private constructor(
    readonly auth: Upstream,
    readonly trace: Upstream,
    /** Where nobody listens. */
    readonly deadPort: number,
  ) {}

  static async start(): Promise<FrontUnderTest> {
    const away = createServer();
    const deadPort = await listening(away);
    const made = new FrontUnderTest(await startUpstream('auth'), await startUpstream('trace'), deadPort);
    await stop(away);
    const at = (port: number): string => `http://127.0.0.1:${port}`;
    made.front = createFront(
      {
        PORT: 0, HOST: '127.0.0.1', AUTH_URL: at(made.auth.port), TRACE_URL: at(made.trace.port), COST_URL: at(deadPort),
        ALERT_URL: at(deadPort), GATEWAY_URL: at(deadPort), GATEWAY_PUBLIC_URL: at(deadPort), TRUSTED_PROXIES: [],
        ALLOWED_HOSTS: [], HSTS: 'auto', HSTS_MAX_AGE_SECONDS: 0, SHUTDOWN_TIMEOUT_MS: 10, NODE_ENV: 'test',
      }, // prettier-ignore
      (incoming, outgoing) => {
        made.pages.push(incoming.url ?? '');
        outgoing.end('a page');
        return Promise.resolve();
      },
    );
    made.port = await listening(made.front);
    return made;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    for (const socket of this.sockets) socket.destroy();
    await Promise.all([this.front, this.auth.server, this.trace.server].map(stop));
  }

  /** A request that its test sends, reads and breaks off by itself. */
  open(path: string, method = 'GET') {
    const asked = request({ host: '127.0.0.1', port: this.port, path, method });
    asked.on('error', () => undefined);
    return asked;
  }

  ask(path: string, { method = 'GET', headers = {}, body = [] }: Asked = {}): Promise<Answer> {
    const { port, agent } = this;
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers, agent, timeout: 10_000 });
      asked.once('error', reject);
      asked.once('timeout', () => asked.destroy(new Error('no answer')));
      asked.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('error', () => undefined);
        response.once('close', () => {
          const { statusCode: status = 0, rawHeaders: raw, complete } = response;
          resolve({ status, headers: response.headers, raw, text, complete });
        });
      });
      for (const part of body) asked.write(part);
      asked.end();
    });
  }

  /** What comes back for bytes as they are, until the connection ends. */
  async send(text: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    this.sockets.push(socket);
    let got = '';
    socket.setEncoding('latin1').on('data', (part: string) => (got += part));
    socket.on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return got;
  }
}
