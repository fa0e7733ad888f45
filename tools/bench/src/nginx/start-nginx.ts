import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { choosePort, waitUntil } from '@gatewayops/engines';
import { startProgram, type PinnedProcess } from '../processes/pinned.js';
import type { NginxProgram } from './nginx-program.js';

export interface RunningServer {
  port: number;
  process: PinnedProcess;
}

/** Starts nginx as one process. `configure` gets the folder for its files and the port to listen on. */
export async function startNginx(options: {
  program: NginxProgram;
  folder: string;
  cpu: number | null;
  configure: (folder: string, port: number) => string;
}): Promise<RunningServer> {
  const { program, folder, cpu, configure } = options;
  const port = await choosePort(undefined, 'nginx');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'nginx.conf');
  await writeFile(path, configure(folder, port));
  const args = ['-p', folder, '-c', path, '-e', join(folder, 'error.log')];
  const process = await startProgram({ command: program.command, args, cpu, env: program.env });
  if (!(await waitUntil(() => isListening(port), { timeoutMs: 10_000 }))) {
    await process.stop();
    throw new Error(`nginx does not answer; see ${join(folder, 'error.log')}`);
  }
  return { port, process };
}

/** Whether something takes connections on a port of this machine. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('error', () => resolve(false));
  });
}
