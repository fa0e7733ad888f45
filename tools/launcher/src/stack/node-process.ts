import { spawn, type ChildProcess } from 'node:child_process';
import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endingSteps, endingWithUs, endProcess, signalProcess, StartError } from '@gatewayops/engines';
import { LogFile } from './log-file.js';
import type { RunningPart } from './part.js';
import { TroubleLines } from './trouble-lines.js';

const READY_TIMEOUT_MS = 60_000;
const STOP_MS = 8_000;

export interface NodeProcessOptions {
  name: string;
  /** Compiled entry file. */
  entry: string;
  args?: readonly string[];
  /** For Node itself. */
  nodeArgs?: readonly string[];
  cwd: string;
  environment: Record<string, string>;
  logPath: string;
  /** True when the process can serve. Without one, nothing is waited for. */
  isReady?: () => Promise<boolean>;
  onTrouble: (line: string) => void;
  /** Ends it while it starts. */
  signal: AbortSignal;
}

/** What a child of ours may see of our environment: no secret of somebody else's. */
export function inheritedEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_COMPILE_CACHE', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/**
 * Starts a Node process in a session of its own, so that a Ctrl-C at the terminal reaches us alone and we end things in
 * order. It ends when we do: it holds the other end of an IPC channel, and the kernel is told as well.
 * @throws StartError when it ends or does not answer in time
 */
export async function startNodeProcess(options: NodeProcessOptions): Promise<RunningPart> {
  const running = launch(options);
  if (options.isReady === undefined) return running;
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!running.hasEnded() && !options.signal.aborted && performance.now() < deadline) {
    if (await options.isReady()) return running;
    await sleep(50);
  }
  const endedByItself = running.hasEnded();
  await running.stop(2_000);
  if (options.signal.aborted) throw new StartError(`${options.name} was stopped while it started.`);
  const why = endedByItself ? 'ended while it started' : `did not become ready within ${READY_TIMEOUT_MS / 1_000} s`;
  throw new StartError(`${options.name} ${why}${running.lastWords()}; its log is ${options.logPath}.`);
}

/** Runs a Node process to its end. @throws StartError with what it said when its exit code is not 0 */
export async function runNodeProcess(options: NodeProcessOptions): Promise<void> {
  const running = launch(options);
  const stop = (): void => running.kill('SIGKILL');
  options.signal.addEventListener('abort', stop, { once: true });
  const { code } = await running.exited;
  options.signal.removeEventListener('abort', stop);
  if (code !== 0) throw new StartError(`${options.name} failed${running.lastWords()}; its log is ${options.logPath}.`);
}

type LaunchedPart = RunningPart & { hasEnded(): boolean; lastWords(): string };

function launch(options: NodeProcessOptions): LaunchedPart {
  const [command, args] = endingWithUs(
    process.execPath,
    [...(options.nodeArgs ?? []), options.entry, ...(options.args ?? [])],
    'TERM',
  );
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...inheritedEnvironment(), ...options.environment, EXIT_WITH_PARENT: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const log = new LogFile(options.logPath);
  const trouble = new TroubleLines(options.onTrouble);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    log.write(chunk);
    trouble.read(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    log.write(chunk);
    said = (said + chunk.toString()).slice(-2_000);
  });
  return { ...partOf(child, log), lastWords: () => (said.trim() === '' ? '' : `: ${said.trim().split('\n').at(-1)}`) };
}

function partOf(child: ChildProcess, log: LogFile): RunningPart & { hasEnded(): boolean } {
  const pid = child.pid ?? -1;
  let ended = false;
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      ended = true;
      void log.close().then(() => resolve({ code, signal }));
    };
    child.once('error', () => end(1, null));
    child.once('close', end);
  });
  return {
    pid,
    exited,
    hasEnded: () => ended,
    stop: async (withinMs = STOP_MS) => {
      if (!ended) await endProcess(pid, endingSteps(['SIGTERM'], withinMs));
    },
    kill: (signal) => {
      if (!ended) signalProcess(pid, signal);
    },
  };
}

/** Whether `url` answers 2xx. */
export function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode !== undefined && response.statusCode < 300);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}

/** Whether something listens on a port of this machine. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });
}
