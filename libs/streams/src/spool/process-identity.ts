import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** What tells a process from another one that has its number later, or has it on another machine or in a container. */
export const ProcessIdentity = z.object({
  pid: z.number().int(),
  /** Ticks since boot; empty where the system does not tell. */
  startedAt: z.string(),
  /** Boot and process namespace: process numbers can only be compared where this is the same. */
  scope: z.string(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const thisProcess = (): ProcessIdentity => ({
  pid: process.pid,
  startedAt: startOf(process.pid) ?? '',
  scope: processScope(),
});

/** `alive` and `dead` are certain; `unknown` where the process runs, or ran, out of our sight. */
export function judgeProcess(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.scope !== processScope()) return 'unknown';
  const startedAt = startOf(identity.pid);
  if (startedAt !== undefined) return startedAt === identity.startedAt ? 'alive' : 'dead';
  if (identity.startedAt !== '') return 'dead';
  return signalReaches(identity.pid) ? 'unknown' : 'dead';
}

/** Field 22 of `/proc/<pid>/stat` (proc(5)); undefined where there is no such process or no `/proc`. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function processScope(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
