import type { Outcome } from './event-handler.js';

/** How a stream and one of its groups stand. */
export interface StreamDepth {
  length: number;
  bytes: number;
  /** Read and not acknowledged. */
  pending: number;
  /** Not yet read. */
  lag: number;
  /** Age of the oldest entry that is not acknowledged; 0 where there is none. */
  oldestSeconds: number;
  deadLetters: number;
}

/** What workers tell about themselves. `promWorkerMetrics` is the implementation for Prometheus. */
export interface WorkerMetrics {
  /** How long the oldest message of a batch had waited in the stream when its handler was called. */
  waited(stream: string, type: string, seconds: number): void;
  processed(stream: string, type: string, events: number, seconds: number): void;
  outcome(stream: string, type: string, state: Outcome['state'], messages: number): void;
  /** A handler threw; the batch is tried again. */
  failed(stream: string, type: string): void;
  /** A record of a dead consumer was taken over. */
  takenOver(stream: string): void;
  depth(stream: string, group: string, depth: StreamDepth): void;
}

export const noWorkerMetrics: WorkerMetrics = {
  waited: () => undefined,
  processed: () => undefined,
  outcome: () => undefined,
  failed: () => undefined,
  takenOver: () => undefined,
  depth: () => undefined,
};
