import { accessSync, constants, readdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { waitUntil } from './waiting.js';

/** True while a process with that id exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

/**
 * Identity of a process that survives the reuse of its id: the boot and the clock tick at which it started
 * (proc(5), field 22 of `stat`). Undefined when there is no such process.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}/${startTicks}`;
  } catch {
    return undefined;
  }
}

/**
 * True when `pid` runs in `folder` and its command line holds one of `programs`. A stale pid file may name a process
 * that has nothing to do with us: no signal is sent before this says yes.
 */
export function isOurs(pid: number, folder: string, programs: readonly string[]): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isRunning(pid)) return false;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder) && programs.some((p) => command.includes(p));
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is already gone is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended meanwhile, or owned by somebody else: the wait that follows tells.
  }
}

/**
 * Lets other processes of this machine go first. `niceness` is that of nice(2), 1 to 19. A process that leads a session is
 * weighed by its autogroup alone where the kernel has those (sched(7)), so both are set; its threads follow.
 */
export function giveWay(pid: number, niceness: number): void {
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), niceness);
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // Ended meanwhile, or a kernel without autogroups: it runs all the same.
  }
}

/** Sends each signal in turn, with its time to take effect, until the process is gone. True when it is. */
export async function endProcess(
  pid: number,
  steps: readonly { signal: NodeJS.Signals; waitMs: number }[],
): Promise<boolean> {
  for (const { signal, waitMs } of steps) {
    if (!isRunning(pid)) return true;
    signalProcess(pid, signal);
    if (await waitUntil(() => !isRunning(pid), { timeoutMs: waitMs })) return true;
  }
  return !isRunning(pid);
}

/** Steps for {@link endProcess}: the polite signals share `withinMs`, then force. */
export function endingSteps(
  signals: readonly NodeJS.Signals[],
  withinMs: number,
): { signal: NodeJS.Signals; waitMs: number }[] {
  const polite = signals.map((signal, index) => ({ signal, waitMs: index === 0 ? withinMs * 0.8 : withinMs * 0.2 }));
  return [...polite, { signal: 'SIGKILL', waitMs: 2_000 }];
}

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'];

/**
 * Puts util-linux's `setpriv --pdeathsig` before a command, so that the kernel ends it with `signal` when this process
 * dies, even by SIGKILL. Without setpriv the command is unchanged, and the next start finds what was left.
 */
export function endingWithUs(
  command: string,
  args: readonly string[],
  signal: 'INT' | 'TERM' | 'KILL',
): [string, string[]] {
  for (const setpriv of SETPRIV) {
    try {
      accessSync(setpriv, constants.X_OK);
      return [setpriv, ['--pdeathsig', signal, '--', command, ...args]];
    } catch {
      // Look at the next place.
    }
  }
  return [command, [...args]];
}
