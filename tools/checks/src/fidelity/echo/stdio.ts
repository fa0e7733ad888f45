import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Echo, Reply } from './echo.js';

/** The program of a stdio server: standard input and output are passed on to a port of this machine, where the answers are made. */
export const STDIO_PROGRAM = (port: string): string =>
  `const s=require('node:net').connect(${port},'127.0.0.1');process.stdin.pipe(s).pipe(process.stdout);s.on('close',()=>process.exit())`;

/** Where stdio servers get their answers from, a message a line. */
export async function listenLines(echo: Echo): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() as string;
      for (const line of lines) receive(echo, line, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function receive(echo: Echo, line: string, socket: Socket): void {
  // A frame is a line, so whatever lines a message has become spaces here.
  const write = (message: string): void => void socket.write(`${message.replaceAll(/[\r\n]/g, ' ')}\n`);
  const reply: Reply = { write, end: write, accept: () => undefined };
  // Of the processes that there are, the one that is spoken with.
  if (echo.era === 'legacy') echo.standing = { write, meta: '' };
  echo.receive(line, reply);
}
