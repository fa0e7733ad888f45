import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Sends connections to the first of several ports that takes them: who is killed is followed by the next. */
export class FirstAlive {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
  ) {}

  static async start(ports: readonly number[]): Promise<FirstAlive> {
    const server = createServer((client) => balancer.link(client, 0));
    const balancer = new FirstAlive(server, ports);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Connections are made anew: to the first again, if it is back. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private link(client: Socket, at: number): void {
    const port = this.ports[at];
    if (port === undefined) return void client.destroy();
    const upstream = connect(port, '127.0.0.1');
    upstream.once('connect', () => {
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.link(client, at + 1);
      else client.destroy();
    });
    upstream.on('close', () => {
      if (upstream.bytesRead > 0 || upstream.bytesWritten > 0) client.destroy();
    });
    client.on('error', () => undefined).on('close', () => upstream.destroy());
    this.sockets.add(client);
    client.on('close', () => this.sockets.delete(client));
  }
}
