import type { CancelSignal } from './cancel-signal.js';
import { callerLeft, LegFailure } from './leg.js';
import type { TimerWheel } from './timer-wheel.js';

/** `shared`, for one who has only so much time, while others may wait on. @throws LegFailure */
export function within<T>(shared: Promise<T>, wheel: TimerWheel, timeoutMs: number, signal?: CancelSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = (): void => settle(() => reject(callerLeft()));
    const deadline = wheel.after(timeoutMs, () =>
      settle(() => reject(new LegFailure('timeout', 'The MCP server took too long to answer.'))),
    );
    const settle = (finish: () => void): void => {
      deadline.cancel();
      signal?.removeEventListener('abort', left);
      finish();
    };
    if (signal?.aborted) return left();
    signal?.addEventListener('abort', left, { once: true });
    shared.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
