import type { AddressInfo, Server, Socket } from 'node:net';

/** A fixture that answers at `url`, on 127.0.0.1. */
export interface RunningFixture {
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** Listens on `port` of the loopback interface, by default a free one. */
export async function listenLocally(server: Server, options: { port?: number; path: string }): Promise<RunningFixture> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { url: `http://127.0.0.1:${port}${options.path}`, port, close };
}
