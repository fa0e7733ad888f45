import { setTimeout as sleep } from 'node:timers/promises';
import { RawJsonError } from '../raw/slice.js';
import { UpstreamFailure } from './failure.js';
import { LegFailure } from './leg.js';
import type { Leg, LegAnswer } from './leg.js';
import { rpcErrorParts } from './rpc-error.js';
import type { Attempt, UpstreamRequest } from './types.js';

export interface RetryOptions {
  /** For all attempts together, waits included. */
  timeoutMs: number;
  maxRetries: number;
  now: () => number;
}

export interface Attempted {
  answer: LegAnswer;
  attempts: Attempt[];
  /** Of the last attempt: runs on while its answer is streamed. */
  startedAtMs: number;
}

const BACKOFF_FIRST_MS = 100;
const BACKOFF_MAX_MS = 2_000;
const ERROR_MESSAGE_CHARS_MAX = 8_192;

/**
 * Sends a request, again if it failed and the caller said that a repeat is harmless: with exponential backoff and full
 * jitter, within the time of the whole call. A JSON-RPC error is an answer and is not repeated.
 * @throws UpstreamFailure with every attempt that was made
 */
export async function attemptRequest(
  leg: Pick<Leg, 'send'>,
  request: UpstreamRequest,
  options: RetryOptions,
): Promise<Attempted> {
  const attempts: Attempt[] = [];
  const endsAtMs = performance.now() + options.timeoutMs;
  const triesMax = request.repeatable ? options.maxRetries + 1 : 1;
  for (;;) {
    const startedAtMs = performance.now();
    const startTimeMs = options.now();
    try {
      const answer = await leg.send({
        method: request.method,
        params: request.params,
        callerEnvelope: request.callerEnvelope,
        speaksFor: request.speaksFor,
        callersId: request.callersId,
        listening: request.listening,
        name: request.name,
        headers: request.headers,
        traceparent: request.traceparent,
        signal: request.signal,
        onMessage: request.onMessage,
        timeoutMs: Math.max(1, endsAtMs - startedAtMs),
      });
      attempts.push(answered(answer, startTimeMs, startedAtMs));
      return { answer, attempts, startedAtMs };
    } catch (error) {
      const failure = asLegFailure(error);
      attempts.push(failed(failure, startTimeMs, startedAtMs));
      const delayMs = Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** attempts.length);
      const isLast = attempts.length >= triesMax || !failure.countsAgainst || request.signal?.aborted === true;
      if (isLast || performance.now() + delayMs >= endsAtMs) throw withAttempts(failure, attempts);
      await sleep(delayMs);
    }
  }
}

/** The failure as callers of an upstream know it. */
export function withAttempts(failure: LegFailure, attempts: Attempt[]): UpstreamFailure {
  return new UpstreamFailure(failure.code, { message: failure.message, cause: failure, attempts });
}

function asLegFailure(error: unknown): LegFailure {
  if (error instanceof LegFailure) return error;
  if (error instanceof RawJsonError) {
    return new LegFailure('upstream_error', 'The parameters are ambiguous.', { countsAgainst: false, cause: error });
  }
  throw error;
}

export const elapsedUs = (sinceMs: number): number => Math.round((performance.now() - sinceMs) * 1_000);

function answered(answer: LegAnswer, startTimeMs: number, startedAtMs: number): Attempt {
  const durationUs = elapsedUs(startedAtMs);
  if (answer.kind === 'result') {
    return { startTimeMs, durationUs, status: 'success', errorCode: null, errorMessage: null };
  }
  const { code, message } = answer.body ? rpcErrorParts(answer.body) : { code: null, message: '' };
  const errorMessage = message.slice(0, ERROR_MESSAGE_CHARS_MAX);
  return { startTimeMs, durationUs, status: 'error', errorCode: `rpc:${code ?? 'unknown'}`, errorMessage };
}

function failed(failure: LegFailure, startTimeMs: number, startedAtMs: number): Attempt {
  return {
    startTimeMs,
    durationUs: elapsedUs(startedAtMs),
    status: failure.code === 'timeout' ? 'timeout' : 'error',
    errorCode: failure.code,
    errorMessage: failure.message,
  };
}
