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

/**
 * The asked port when it is free on 127.0.0.1, or any free one when none is asked.
 * @throws StartError naming the port and what wanted it, when it is taken.
 */
export async function choosePort(port: number | undefined, wantedBy: string): Promise<number> {
  try {
    return await listenOnce(port ?? 0);
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
