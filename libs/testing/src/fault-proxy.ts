import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Link {
  client: Socket;
  upstream: Socket;
}

/**
 * A TCP proxy on 127.0.0.1 in front of a server, with faults on demand. Bytes that it does not disturb pass in order.
 * `cut` resets every connection; `loseReplies` lets requests through and drops what comes back, so that a cut after it
 * leaves the client without knowing what was done; `blackHole` drops both ways; `refuse` takes no new connections.
 */
export class FaultProxy {
  readonly #links = new Set<Link>();
  #loseReplies = false;
  #blackHole = false;
  #refuse = false;
  #delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {
    server.on('connection', (client) => this.#accept(client));
  }

  static async start(target: { host?: string; port: number }): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    const proxy = new FaultProxy(server, { host: target.host ?? '127.0.0.1', port: target.port });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#links.size;
  }

  /** Resets all connections; new ones are taken (unless refused). Returns how many there were. */
  cut(): number {
    const count = this.#links.size;
    for (const link of this.#links) this.#end(link);
    return count;
  }

  set loseReplies(on: boolean) {
    this.#loseReplies = on;
  }

  set blackHole(on: boolean) {
    this.#blackHole = on;
  }

  set refuse(on: boolean) {
    this.#refuse = on;
  }

  /** Each chunk waits this long, both ways. */
  set delayMs(ms: number) {
    this.#delayMs = ms;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cut();
    await closed;
  }

  #accept(client: Socket): void {
    if (this.#refuse) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ ...this.target, noDelay: true });
    const link = { client, upstream };
    this.#links.add(link);
    this.#pass(client, upstream, () => this.#blackHole);
    this.#pass(upstream, client, () => this.#blackHole || this.#loseReplies);
    for (const socket of [client, upstream]) {
      socket.on('error', () => this.#end(link));
      socket.on('close', () => this.#end(link));
    }
  }

  /** Chunks and the end wait for those before them, so that a delayed write is not overtaken. */
  #pass(from: Socket, to: Socket, isLost: () => boolean): void {
    let before = Promise.resolve();
    let waiting = 0;
    const inOrder = (action: () => void) => {
      const delayMs = this.#delayMs;
      waiting += 1;
      before = before
        .then(() => new Promise((resolve) => setTimeout(resolve, delayMs)))
        .then(() => {
          waiting -= 1;
          action();
        });
    };
    from.on('data', (chunk) => {
      if (isLost()) return;
      if (this.#delayMs === 0 && waiting === 0) to.write(chunk);
      else inOrder(() => to.write(chunk));
    });
    from.on('end', () => inOrder(() => to.end()));
  }

  #end(link: Link): void {
    this.#links.delete(link);
    link.client.resetAndDestroy();
    link.upstream.destroy();
  }
}
