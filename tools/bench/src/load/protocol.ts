/** What the generator is asked to do. `request` is base64. */
export interface LoadOrder {
  port: number;
  request: string;
  connections: number;
  /** Null: each connection sends as soon as its answer is there. Else requests a second, whatever the answers do. */
  ratePerSecond: number | null;
  /** No request is started after the first of the two. */
  durationMs: number;
  callsMax: number;
}

/** Every call that was sent is answered and counted. Times in milliseconds. */
export interface LoadResult {
  calls: number;
  /** Answers whose status was not 200, by status. */
  failures: Record<string, number>;
  elapsedMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

export type LoadReply = { ok: true; result: LoadResult } | { ok: false; error: string };
