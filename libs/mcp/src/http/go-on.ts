import { setTimeout as sleep } from 'node:timers/promises';
import { LegFailure } from '../upstream/leg.js';
import { within } from '../upstream/waiting.js';
import type { HttpContext, PostRequest } from './http-context.js';
import { PostCall, type PostOutcome } from './post-call.js';
import { headerLine } from './wire/request-head.js';

/** The wait ends behind the time that is left, and not with it. */
const LATE_MS = 1_000;
const LINES = headerLine('accept', 'text/event-stream');

/**
 * What comes of a request whose server paused its event stream: the rest is asked for with GET, as often as the server pauses,
 * for as long as the request may take. The request itself is not sent again.
 * @param headers of the session
 * @throws LegFailure also where the server does not let the stream be gone on with
 */
export async function goOn(
  { connection, wheel, limits, heard }: HttpContext,
  { id, signal, onMessage }: Pick<PostRequest, 'id' | 'signal' | 'onMessage'>,
  headers: readonly string[],
  { paused, deadlineMs }: { paused: PostOutcome; deadlineMs: number },
): Promise<PostOutcome> {
  let outcome = paused;
  while (outcome.resume !== null) {
    const { lastEventId, retryMs } = outcome.resume;
    const leftMs = Math.max(deadlineMs - performance.now(), 0);
    await within(sleep(Math.min(retryMs, leftMs + LATE_MS), null, { ref: false }), wheel, leftMs, signal);
    const timeoutMs = deadlineMs - performance.now();
    const call = new PostCall({ wheel, limits, timeoutMs, id, signal, onMessage, heard, isResumable: true }, null);
    const lines = [...headers, 'last-event-id', lastEventId];
    connection.dispatch({ method: 'GET', lines: LINES, headers: lines, body: null, longLived: true }, call);
    outcome = await call.outcome;
  }
  if (outcome.kind === 'none') throw new LegFailure('upstream_error', NOT_RESUMED);
  return outcome;
}

const NOT_RESUMED = 'The MCP server ended its event stream without an answer, and did not let it be resumed.';
