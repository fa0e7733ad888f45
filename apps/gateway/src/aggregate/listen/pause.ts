import type { Cancellation } from '../../front/cancellation.js';

/** Waits so long, or until it is not wanted any more. */
export function pause(ms: number, stop: Cancellation): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop.addEventListener('abort', end);
  });
}
