import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../dist/main.js');
/** What is compiled once serves all: starting is most of what these tests do. */
const INHERITED = Object.fromEntries(
  ['PATH', 'NODE_COMPILE_CACHE'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
);
const START_TIMEOUT_MS = 50_000;

export interface AuthProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A start that was refused. */
export class StartRefused extends Error {
  readonly exitCode: number | null;
  readonly sentence: string;

  constructor(exitCode: number | null, sentence: string) {
    super(`the service did not start: ${sentence}`);
    this.exitCode = exitCode;
    this.sentence = sentence;
  }
}

/**
 * The service as a process of its own, which ends with ours. Resolves when it listens. `hear` is given each line of its log.
 * @throws StartRefused
 */
export async function startAuth(
  environment: Record<string, string>,
  hear?: (line: string) => void,
): Promise<AuthProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...INHERITED, ...environment, EXIT_WITH_PARENT: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  const url = await Promise.race([listeningUrl(child.stdout, hear), exited.then(() => null)]);
  clearTimeout(timer);
  if (url === null) throw new StartRefused(child.exitCode, errors.trim());
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The log's line `listening` tells the port that the system chose; the rest is read so that the pipe never fills. */
function listeningUrl(stdout: NodeJS.ReadableStream, hear?: (line: string) => void): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      hear?.(line);
      const entry = JSON.parse(line) as { message?: string; url?: string };
      if (process.env['AUTH_TEST_LOG']) process.stderr.write(`${line}\n`);
      if (entry.message === 'listening' && entry.url) resolve(entry.url);
    });
  });
}
