import type { McpServerRuntime } from '@gatewayops/contracts';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LegFailure } from '../upstream/leg.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamLimits, UpstreamLogger, UpstreamMetrics } from '../upstream/types.js';
import type { StdioCatalogue } from './catalogue.js';
import { stdioCommand } from './command.js';
import type { StdioCommand } from './command.js';
import { GroupWatcher } from './group-watcher.js';
import { StdioProcess } from './stdio-process.js';

export interface StdioProcessesOptions {
  catalogue: StdioCatalogue | null;
  logger: UpstreamLogger;
  workDirectory: string;
  limits: UpstreamLimits;
  metrics: UpstreamMetrics;
  wheel: TimerWheel;
}

const SETPRIV = '/usr/bin/setpriv';
const PRLIMIT = '/usr/bin/prlimit';

/** All processes of stdio servers on this gateway: starts them within the cap, and sees to it that none outlives it. */
export class StdioProcesses {
  private readonly running = new Set<StdioProcess>();
  private readonly watcher = new GroupWatcher();
  private starting = 0;

  constructor(private readonly options: StdioProcessesOptions) {}

  /** @throws LegFailure when the cap is reached, or the command may not or cannot be run */
  async start(server: McpServerRuntime): Promise<StdioProcess> {
    if (this.running.size + this.starting >= this.options.limits.processesMax && !this.endIdlest()) {
      throw new LegFailure('overloaded', 'Too many stdio servers run on this gateway.', { countsAgainst: false });
    }
    this.starting++;
    try {
      // Resolved: a relative folder would name another place from inside the process.
      const workFolder = join(this.options.workDirectory, server.id);
      const command = stdioCommand(server, this.options.catalogue, workFolder);
      await makeWorkFolder(workFolder, command);
      return this.spawn(server, command, workFolder);
    } finally {
      this.starting--;
    }
  }

  /** Ends all, and waits for that. */
  async close(): Promise<void> {
    await Promise.all([...this.running].map((process) => process.end('closed')));
    this.watcher.close();
  }

  private spawn(server: McpServerRuntime, command: StdioCommand, workFolder: string): StdioProcess {
    const { logger, limits, metrics, wheel } = this.options;
    const { file, args } = withLimits(command);
    const child = spawn(file, args, {
      cwd: workFolder,
      env: command.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      // Leader of a group of its own, so that what it starts can be ended with it.
      detached: true,
      ...userOf(command),
    });
    const { idleTimeoutMs } = command.entry;
    const process = new StdioProcess(child, { server, logger, limits, wheel, idleTimeoutMs });
    this.running.add(process);
    if (child.pid) this.watcher.add(child.pid);
    metrics.processStarted?.(server);
    metrics.processes?.(this.running.size);
    process.onEnd((reason) => {
      this.running.delete(process);
      if (child.pid) this.watcher.remove(child.pid);
      metrics.processEnded?.(server, reason);
      metrics.processes?.(this.running.size);
    });
    return process;
  }

  /** Makes room by ending the process that has had nothing to do for longest; false when all are busy. */
  private endIdlest(): boolean {
    let idlest: StdioProcess | null = null;
    for (const process of this.running) {
      if (process.idleSinceMs === null) continue;
      if (!idlest || process.idleSinceMs < (idlest.idleSinceMs ?? 0)) idlest = process;
    }
    if (!idlest) return false;
    this.running.delete(idlest);
    void idlest.end('idle');
    return true;
  }
}

/**
 * The command behind `setpriv`, which has the kernel end it when the gateway dies, and `prlimit`, where its entry sets limits.
 * Both belong to util-linux, which every Debian has; elsewhere the group watcher alone sees to the end, and limits are refused.
 */
function withLimits({ entry, command, args }: StdioCommand): { file: string; args: string[] } {
  const chain = [command, ...args];
  const limits: string[] = [];
  if (entry.memoryBytesMax !== undefined) limits.push(`--data=${entry.memoryBytesMax}`);
  if (entry.processesMax !== undefined) limits.push(`--nproc=${entry.processesMax}`);
  if (limits.length > 0) {
    if (!existsSync(PRLIMIT)) throw unable('This machine has no `prlimit`, which the limits of this entry need.');
    chain.unshift(PRLIMIT, ...limits, '--');
  }
  if (existsSync(SETPRIV)) chain.unshift(SETPRIV, '--pdeathsig', 'KILL', '--');
  return { file: chain[0] as string, args: chain.slice(1) };
}

function userOf({ entry }: StdioCommand): { uid?: number; gid?: number } {
  if (entry.uid === undefined && entry.gid === undefined) return {};
  const own = process.getuid?.();
  if (own !== 0 && (entry.uid !== own || (entry.gid !== undefined && entry.gid !== process.getgid?.()))) {
    throw unable('The gateway may not change to the user id of this entry.');
  }
  if (own !== 0) return {};
  return {
    ...(entry.uid === undefined ? {} : { uid: entry.uid }),
    ...(entry.gid === undefined ? {} : { gid: entry.gid }),
  };
}

async function makeWorkFolder(folder: string, { entry }: StdioCommand): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (process.getuid?.() === 0 && (entry.uid !== undefined || entry.gid !== undefined)) {
      await chown(folder, entry.uid ?? 0, entry.gid ?? 0);
    }
  } catch (cause) {
    throw unable('The working folder of this stdio server could not be made.', cause);
  }
}

const unable = (message: string, cause?: unknown): LegFailure =>
  new LegFailure('upstream_error', message, { countsAgainst: false, cause });
