import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { endingWithUs } from '@gatewayops/engines';

const TASKSET = ['/usr/bin/taskset', '/bin/taskset'].find((path) => existsSync(path));
const STOP_TIMEOUT_MS = 5_000;

/** What is measured has this processor for itself; everything else shares the other. Null where pinning is not possible. */
export const MEASURED_CPU = TASKSET !== undefined && availableParallelism() > 1 ? 0 : null;
export const OTHER_CPU = MEASURED_CPU === null ? null : 1;

export interface PinnedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Moves a process, with all threads that it has, to one processor. Does nothing for null. */
export function pinProcess(pid: number, cpu: number | null): void {
  if (cpu === null || TASKSET === undefined) return;
  spawnSync(TASKSET, ['-a', '-c', '-p', String(cpu), String(pid)], { stdio: 'ignore' });
}

/** Starts one of our scripts with an IPC channel, on one processor. It ends when the channel closes. */
export function startPinned(options: { script: string; args?: string[]; cpu: number | null }): Promise<PinnedProcess> {
  return startProgram({ command: process.execPath, args: [options.script, ...(options.args ?? [])], cpu: options.cpu });
}

/** Starts a program on one processor, with an IPC channel that programs other than Node do not use. */
export function startProgram(options: {
  command: string;
  args: string[];
  cpu: number | null;
  env?: NodeJS.ProcessEnv;
}): Promise<PinnedProcess> {
  const { cpu } = options;
  const [command, args] = endingWithUs(options.command, options.args, 'TERM');
  const pinned = cpu !== null && TASKSET !== undefined;
  const child = spawn(pinned ? TASKSET : command, pinned ? ['-c', String(cpu), command, ...args] : args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(options.env ? { env: options.env } : {}),
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve({ child, pid: child.pid!, stop: () => stopChild(child) }));
  });
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
