import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartError, systemErrorCode } from './start-error.js';

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

const HANDED_OUT_MAX = 1_000;
/** A port is free again until its program listens: two starts at once in one process must not get the same. */
const handedOut = new Set<number>();

/** Below the ports that Linux gives to outgoing connections (32768 to 60999), one of which may else have it first. */
const FRESH_MIN = 18_000;
const FRESH_MAX = 32_000;
const TRIES_MAX = 1_000;

async function freshPort(): Promise<number> {
  if (handedOut.size >= HANDED_OUT_MAX) handedOut.clear();
  for (let tries = 1; ; tries++) {
    const port = randomInt(FRESH_MIN, FRESH_MAX);
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    try {
      return await listenOnce(port);
    } catch (error) {
      if (systemErrorCode(error) !== 'EADDRINUSE' || tries >= TRIES_MAX) throw error;
    }
  }
}

/**
 * The asked port when it is free on 127.0.0.1, or any free one when none is asked.
 * @throws StartError naming the port and what wanted it, when it is taken.
 */
export async function choosePort(port: number | undefined, wantedBy: string): Promise<number> {
  try {
    return port === undefined ? await freshPort() : await listenOnce(port);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} (for ${wantedBy}) is taken by another program: stop it, or choose other ports with --port-base.`,
        { cause: error },
      );
    }
    if (code === 'EACCES') {
      throw new StartError(
        `Port ${port} (for ${wantedBy}) may not be used by this user: choose others with --port-base.`,
        { cause: error },
      );
    }
    throw error;
  }
}
