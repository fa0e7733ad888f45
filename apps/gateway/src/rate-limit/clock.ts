/** Time as the limiter sees it, so that tests can turn it by hand. */
export interface Clock {
  /** Milliseconds that never go backwards; only differences mean anything. */
  now(): number;
  /** Runs `action` after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
