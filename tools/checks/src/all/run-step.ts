import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import type { Count } from './counts.js';
import type { Step } from './steps.js';

const KILL_GRACE_MS = 5_000;

/** Runs a step in a process group of its own, passes its output on and counts what it says. Never rejects. */
export async function runStep(step: Step): Promise<Count> {
  const { code, output } = await run(step);
  if (step.count === undefined) return code === 0 ? one('passed') : one('failed');
  const count = step.count(output);
  // No test ran, or the runner itself fell over: neither is a success.
  if (count.failed === 0 && (code !== 0 || count.passed === 0)) return { ...count, failed: 1 };
  return count;
}

const one = (outcome: 'passed' | 'failed'): Count => ({ passed: 0, failed: 0, skipped: 0, [outcome]: 1 });

function run({ command, timeoutMs, name, quiet }: Step): Promise<{ code: number; output: string }> {
  return new Promise((settle) => {
    const [program, ...options] = command;
    const child = spawn(program!, options, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: environment() });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (quiet !== true) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer = setTimeout(() => {
      process.stdout.write(`${name}: ended after ${timeoutMs / 1000} s\n`);
      endGroup(child.pid!);
    }, timeoutMs);
    child.once('error', (error) => {
      process.stdout.write(`${name}: ${error.message}\n`);
      clearTimeout(timer);
      settle({ code: 1, output });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (quiet === true) process.stdout.write(output);
      settle({ code: code ?? 1, output });
    });
  });
}

/** The project's own programs come first, its Node among them. */
const environment = () => ({
  ...process.env,
  PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
});

function endGroup(pid: number): void {
  signal(pid, 'SIGTERM');
  setTimeout(() => signal(pid, 'SIGKILL'), KILL_GRACE_MS).unref();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended by itself.
  }
}
