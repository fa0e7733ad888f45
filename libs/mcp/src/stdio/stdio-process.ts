import type { McpServerRuntime } from '@gatewayops/contracts';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { LegFailure } from '../upstream/leg.js';
import type { Deadline, TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamLimits, UpstreamLogger } from '../upstream/types.js';
import { LineReader } from './line-reader.js';

export interface StdioProcessOptions {
  server: McpServerRuntime;
  logger: UpstreamLogger;
  limits: UpstreamLimits;
  wheel: TimerWheel;
  idleTimeoutMs: number;
}

export type EndReason = 'idle' | 'crashed' | 'closed';

const NEWLINE = Buffer.from('\n');
const TERMINATE_MS = 3_000;
/** What may wait to be read by the process. */
const UNWRITTEN_BYTES_MAX = 16 * 1024 * 1024;
const LOG_LINE_BYTES_MAX = 4_096;
/** Lines of stderr that are logged in a second; a server that writes more must not fill the log. */
const LOG_LINES_PER_SECOND = 50;

/** One running process: frames in and out, its standard error in the log, its end with its whole group. */
export class StdioProcess {
  /** Since when nothing is under way, by a monotonic clock; null while something is. */
  idleSinceMs: number | null = performance.now();
  readonly startedAtMs = performance.now();
  onMessage: (line: Buffer) => void = () => {};
  onOverlong: (head: Buffer) => void = () => {};
  private reason: EndReason | null = null;
  private ended = false;
  private readonly endListeners: ((reason: EndReason, failure: LegFailure) => void)[] = [];
  private idleDeadline: Deadline | null = null;
  private logWindowMs = 0;
  private logLines = 0;

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly options: StdioProcessOptions,
  ) {
    // The envelope around the largest answer.
    const lineBytesMax = options.limits.answerBytesMax + 65_536;
    const messages = new LineReader(
      lineBytesMax,
      (line) => this.onMessage(line),
      (head) => this.onOverlong(head),
    );
    const log = (line: Buffer): void => this.log(line);
    const errors = new LineReader(LOG_LINE_BYTES_MAX, log, log);
    child.stdout.on('data', (chunk: Buffer) => messages.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.finish(null, null, error));
    child.on('exit', (code, signal) => this.finish(code, signal, null));
    this.watchIdleness();
  }

  get alive(): boolean {
    return !this.ended && this.reason === null;
  }

  /** @throws LegFailure when the process takes nothing more */
  write(line: Buffer): void {
    const { stdin } = this.child;
    if (!this.alive || !stdin.writable) throw new LegFailure('upstream_error', GONE);
    if (stdin.writableLength > UNWRITTEN_BYTES_MAX) {
      throw new LegFailure('overloaded', 'The stdio server does not read what it is sent.', { countsAgainst: true });
    }
    stdin.cork();
    stdin.write(line);
    stdin.write(NEWLINE);
    stdin.uncork();
  }

  /** Calls back once, when the process is gone. */
  onEnd(listener: (reason: EndReason, failure: LegFailure) => void): void {
    this.endListeners.push(listener);
  }

  /** Ends the process with its group: SIGTERM, and SIGKILL for what is left after 3 s. */
  end(reason: 'idle' | 'closed'): Promise<void> {
    if (this.ended) return Promise.resolve();
    this.reason ??= reason;
    return new Promise((resolve) => {
      this.onEnd(() => resolve());
      this.child.stdin.end();
      this.signalGroup('SIGTERM');
      const timer = setTimeout(() => this.signalGroup('SIGKILL'), TERMINATE_MS);
      this.onEnd(() => clearTimeout(timer));
    });
  }

  private signalGroup(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already, which is what was wanted.
    }
  }

  private finish(code: number | null, signal: string | null, error: Error | null): void {
    if (this.ended) return;
    this.ended = true;
    this.idleDeadline?.cancel();
    const reason = this.reason ?? 'crashed';
    const { server, logger } = this.options;
    const fields = { serverId: server.id, server: server.name, code, signal, err: error ?? undefined };
    if (reason === 'crashed') logger.warn(fields, 'a stdio server ended by itself');
    else logger.info({ ...fields, reason }, 'a stdio server was ended');
    // What it started and left behind in its group.
    this.signalGroup('SIGKILL');
    const failure = new LegFailure('upstream_error', error ? NOT_STARTED : GONE, { cause: error });
    for (const listener of this.endListeners) listener(reason, failure);
  }

  private watchIdleness(): void {
    const { idleTimeoutMs, wheel } = this.options;
    const idleForMs = this.idleSinceMs === null ? 0 : performance.now() - this.idleSinceMs;
    this.idleDeadline = wheel.after(Math.max(0, idleTimeoutMs - idleForMs), () => {
      if (this.idleSinceMs !== null && performance.now() - this.idleSinceMs >= idleTimeoutMs) void this.end('idle');
      else this.watchIdleness();
    });
  }

  private log(line: Buffer): void {
    const now = performance.now();
    if (now - this.logWindowMs > 1_000) {
      this.logWindowMs = now;
      this.logLines = 0;
    }
    if (++this.logLines > LOG_LINES_PER_SECOND) return;
    const { server, logger } = this.options;
    logger.info({ serverId: server.id, server: server.name, stderr: line.toString() }, 'stdio server');
  }
}

const GONE = 'The process of the stdio server ended before it answered.';
const NOT_STARTED = 'The process of the stdio server could not be started.';
