import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, jest } from '@jest/globals';
import { LOCK_FOLDER, STATE_FILE, type StackState } from './stack-state.js';

const START_TIMEOUT_MS = 120_000;
const TEST_TIMEOUT_MS = 60_000;
/** A lock that is older belongs to a run that was killed. */
const LOCK_MS_MAX = 90_000;

/**
 * The auth service on real stores, shared by all test files of this checkout: the first that asks starts it, and it ends by
 * itself a few seconds after the last has gone. Call at the top of a test file; valid inside tests and hooks.
 */
export function useAuthStack(): StackState {
  // Tests start services of their own and wait for bcrypt; how long that takes depends on who else uses the machine.
  jest.setTimeout(TEST_TIMEOUT_MS);
  const state = {} as StackState;
  let hold: Socket | undefined;
  beforeAll(async () => {
    const joined = await joinStack();
    Object.assign(state, joined.state);
    hold = joined.hold;
  }, START_TIMEOUT_MS);
  afterAll(() => {
    hold?.destroy();
  });
  return state;
}

/**
 * The same Redis, but nothing in it that others see: for services whose database is another, or goes away. As replicas of the
 * shared one they would take its events, and keep them.
 */
export function ownRedisUrl(redisUrl: string, database: number): string {
  const url = new URL(redisUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function joinStack(): Promise<{ state: StackState; hold: Socket }> {
  const deadlineMs = Date.now() + START_TIMEOUT_MS - 5_000;
  while (Date.now() < deadlineMs) {
    const state = await readState();
    const hold = state && (await holdOf(state));
    if (state && hold) return { state, hold };
    await refuseFailure();
    if (state) await rm(STATE_FILE, { force: true });
    if (await takeLock()) startHost();
    await sleep(50);
  }
  throw new Error('the stores of the auth tests did not start in time');
}

async function readState(): Promise<StackState | null> {
  const text = await readFile(STATE_FILE, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as StackState);
}

async function holdOf(state: StackState): Promise<Socket | null> {
  const socket = connect(state.holdPort, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } catch {
    return null;
  }
  socket.on('error', () => undefined);
  socket.unref();
  return socket;
}

async function refuseFailure(): Promise<void> {
  const failure = await readFile(`${STATE_FILE}.error`, 'utf8').catch(() => null);
  if (failure === null) return;
  await rm(`${STATE_FILE}.error`, { force: true });
  await rm(LOCK_FOLDER, { recursive: true, force: true });
  throw new Error(`the stores of the auth tests did not start: ${failure}`);
}

async function takeLock(): Promise<boolean> {
  try {
    await mkdir(LOCK_FOLDER);
    return true;
  } catch {
    const found = await stat(LOCK_FOLDER).catch(() => null);
    if (found && Date.now() - found.mtimeMs > LOCK_MS_MAX) await rm(LOCK_FOLDER, { recursive: true, force: true });
    return false;
  }
}

function startHost(): void {
  const host = join(import.meta.dirname, 'stack-host.ts');
  const stdio = process.env['AUTH_TEST_LOG'] ? 'inherit' : 'ignore';
  const child = spawn(process.execPath, [host], { detached: true, stdio });
  child.unref();
  // One that cannot even load leaves no word; a file of its end stands in for it.
  child.once('exit', (code) => {
    if (code !== 0) void writeFile(`${STATE_FILE}.error`, `exit code ${code}`, { flag: 'wx' }).catch(() => undefined);
  });
}
