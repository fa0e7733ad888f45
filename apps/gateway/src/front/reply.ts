import type { ResponseCapture } from './response-capture.js';

/**
 * How an answer is written. In two steps, because with strict delivery the last byte waits until the call is recorded:
 * `start` writes what may be long and leaves out the end, `finish` completes it.
 */
export interface Reply {
  start(): void | Promise<void>;
  finish(): void;
  /** What was sent, for the trace; null for what has no body worth one. */
  readonly capture: ResponseCapture | null;
}
