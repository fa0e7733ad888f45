import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { explainFileError, StartError } from './start-error.js';
import { signalProcess } from './processes.js';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface EngineProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Undefined while it runs. */
  exit(): Exit | undefined;
}

const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** Starts over when the log has grown past 10 MB: an engine's log is for the last failures, not an archive. */
function openLog(path: string): number {
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) truncateSync(path);
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/**
 * Starts a program in a session of its own (a Ctrl-C at the terminal must not reach the stores before the services have
 * drained), with its output appended to `logPath`. The working folder identifies it later.
 */
export function startProcess(options: {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logPath: string;
  uid?: number;
  gid?: number;
  ipc?: boolean;
}): Promise<EngineProcess> {
  const log = openLog(options.logPath);
  const stdio: StdioOptions = options.ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log];
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio,
    detached: true,
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  closeSync(log);
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve((exit = { code, signal })));
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(new StartError(`${options.command} could not be started: ${error.message}`, { cause: error }));
    });
    child.once('spawn', () => resolve({ child, pid: child.pid ?? -1, exited, exit: () => exit }));
  });
}

/** What a program wrote last, to explain why it ended. */
export function lastLines(logPath: string, count = 5): string {
  try {
    return readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

/** Why a program ended before it answered, as a sentence. */
export function explainEarlyExit(name: string, exit: Exit | undefined, logPath: string, dataDir: string): StartError {
  const said = lastLines(logPath);
  if (/no space left on device/i.test(said)) {
    return new StartError(`The disk that holds ${dataDir} is full: free some space or choose another with --data-dir.`);
  }
  const how =
    exit === undefined ? 'did not answer in time' : `ended at once (${exit.signal ?? `exit code ${exit.code}`})`;
  const reason = said.split('\n').at(-1) ?? '';
  return new StartError(`${name} ${how}; the last line of its log, ${logPath}, is: ${reason || '(empty)'}`);
}

/** `kill` of {@link RunningEngine}: only while the process is known to run, since its id may be reused afterwards. */
export function killer(process: EngineProcess): (signal: NodeJS.Signals) => void {
  return (signal) => {
    if (process.exit() === undefined) signalProcess(process.pid, signal);
  };
}
