import type { SseEvent } from '../raw/sse-parser.js';

/** Where an event stream is gone on with, and when (2025-11-25, Transports, Resumability and Redelivery). */
export interface ResumePoint {
  readonly lastEventId: string;
  readonly retryMs: number;
}

/** What a client waits where the server does not say. */
const RETRY_MS = 1_000;

/** The point behind an event; null as long as no event had an id. */
export function resumePoint(before: ResumePoint | null, { id, retryMs }: SseEvent): ResumePoint | null {
  if (before !== null && (id ?? before.lastEventId) === before.lastEventId && retryMs === null) return before;
  const lastEventId = id ?? before?.lastEventId;
  return lastEventId === undefined ? null : { lastEventId, retryMs: retryMs ?? before?.retryMs ?? RETRY_MS };
}
