import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `probe` until it is true. False when `timeoutMs` passed first. */
export async function waitUntil(
  probe: () => boolean | Promise<boolean>,
  options: { timeoutMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    if (await probe()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(options.everyMs ?? 20);
  }
}
