import { connect } from 'node:net';

const REPLY_BYTES_MAX = 64 * 1024;

/**
 * One command over a connection of its own, and the first line of its reply (`+PONG`, `-LOADING …`). The start and stop
 * of a server need nothing more, so they need no client library.
 * @throws when the server cannot be reached or does not answer in time.
 */
export function askRedis(options: {
  port: number;
  password: string;
  command: readonly string[];
  timeoutMs?: number;
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: options.port, host: '127.0.0.1' });
    let received = '';
    socket.setTimeout(options.timeoutMs ?? 1_000, () => socket.destroy(new Error('Redis did not answer in time')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('Redis closed the connection')));
    socket.once('connect', () => socket.write(encode(['AUTH', options.password]) + encode(options.command)));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const [authentication, reply] = received.split('\r\n');
      if (received.length > REPLY_BYTES_MAX) socket.destroy();
      if (authentication?.startsWith('-')) finish(authentication);
      else if (reply !== undefined && received.split('\r\n').length > 2) finish(reply);
    });
    function finish(line: string): void {
      resolve(line);
      socket.destroy();
    }
  });
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}
