import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { StartError, endingSteps, endProcess, waitUntil } from '@gatewayops/engines';
import type { RunningPart, StackEvent } from './part.js';
import { Supervisor } from './supervisor.js';

/** A real process that ends by itself after `livesMs`. */
function sleeper(livesMs: number): RunningPart {
  const child = spawn('sleep', [String(livesMs / 1_000)], { stdio: 'ignore' });
  const exited = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const pid = child.pid ?? -1;
  return {
    pid,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: async () => void (await endProcess(pid, endingSteps(['SIGTERM'], 500))),
  };
}

function supervise(start: (signal: AbortSignal) => Promise<RunningPart>, restart = true) {
  const events: StackEvent[] = [];
  const givenUp: StartError[] = [];
  const part = new Supervisor({
    name: 'part',
    start,
    restart,
    report: (event) => events.push(event),
    onGivenUp: (error) => givenUp.push(error),
  });
  return { part, events, givenUp };
}

describe('Supervisor', () => {
  it('starts a part again that was killed, and says so', async () => {
    const { part, events } = supervise(() => Promise.resolve(sleeper(60_000)));
    await part.start();
    const first = part.pid;
    await part.kill('SIGKILL');
    expect(await waitUntil(() => part.pid !== undefined && part.pid !== first, { timeoutMs: 3_000 })).toBe(true);
    expect(events).toContainEqual({ kind: 'died', part: 'part', how: 'SIGKILL', restartInMs: 500 });
    await part.stop();
  });

  it('gives up a part that cannot be started again', async () => {
    let starts = 0;
    const { part, givenUp } = supervise(() => {
      starts += 1;
      return starts === 1 ? Promise.resolve(sleeper(60_000)) : Promise.reject(new StartError('its disk is full'));
    });
    await part.start();
    await part.kill('SIGKILL');
    expect(await waitUntil(() => givenUp.length === 1, { timeoutMs: 3_000 })).toBe(true);
    expect(givenUp[0]?.message).toBe('its disk is full');
  });

  it('leaves a part down that was stopped, or that nobody wants started again', async () => {
    const stopped = supervise(() => Promise.resolve(sleeper(60_000)));
    await stopped.part.start();
    await stopped.part.stop();
    const unattended = supervise(() => Promise.resolve(sleeper(60_000)), false);
    await unattended.part.start();
    await unattended.part.kill('SIGKILL');
    await sleep(800);
    expect(stopped.part.pid).toBeUndefined();
    expect(unattended.part.pid).toBeUndefined();
    expect(unattended.events.at(-1)).toMatchObject({ kind: 'died', restartInMs: undefined });
  });

  it('ends a part that is stopped while it starts', async () => {
    let started: RunningPart | undefined;
    const { part } = supervise(async (signal) => {
      started = sleeper(60_000);
      while (!signal.aborted) await sleep(5);
      return started;
    });
    const starting = part.start();
    await sleep(50);
    await part.stop();
    await expect(starting).rejects.toThrow('stopped while it started');
    expect(await started?.exited).toMatchObject({ signal: 'SIGTERM' });
  });
});
