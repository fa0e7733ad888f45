/**
 * The embedded ClickHouse engine as a process of its own. It ends when its parent does: the IPC channel closes with it.
 */
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetLostParts } from './deduplication-log.js';
import { EngineHost } from './engine-host.js';
import { createHttpInterface } from './http-interface.js';
import type { ServerReport, StartCommand } from './server-messages.js';

const DRAIN_MS_MAX = 5_000;

let engine: EngineHost | undefined;
let server: Server | undefined;
let ending = false;

function report(message: ServerReport): void {
  if (process.connected) process.send?.(message);
}

async function start(command: StartCommand): Promise<void> {
  try {
    const lost = await forgetLostParts(command.path);
    if (lost.length > 0) console.error(`tokens of parts that a kill cut off were taken back: ${lost.join(', ')}`);
    engine = await EngineHost.open({ path: command.path, connections: command.connections });
    const { user, password, bodyBytesMax } = command;
    const listening = createHttpInterface({ engine, user, password, bodyBytesMax });
    server = listening;
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject);
      listening.listen(command.port, '127.0.0.1', resolve);
    });
    report({ kind: 'ready' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    report({ kind: 'failed', code, message });
    await end(1);
  }
}

function queriesRunning(): boolean {
  return engine !== undefined && engine.running > 0;
}

/** Lets queries finish for a while. The engine's folder survives a hard end, so waiting is a courtesy, not a need. */
async function end(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  server?.close();
  server?.closeIdleConnections();
  const deadline = performance.now() + DRAIN_MS_MAX;
  while (queriesRunning() && performance.now() < deadline) await sleep(20);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2_000).unref();
  if (!queriesRunning()) engine?.close();
  process.exit(exitCode);
}

process.on('message', (message: StartCommand) => void start(message));
process.on('disconnect', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => void end(0));
