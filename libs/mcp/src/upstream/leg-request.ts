import type { Slice } from '../raw/slice.js';
import type { AnswerStream } from './answer-stream.js';
import type { CancelSignal } from './cancel-signal.js';
import type { McpEra } from './era.js';

/** One attempt at a request, as a leg is given it. */
export interface LegRequest {
  method: string;
  params: Slice | Buffer | null;
  callerEnvelope?: boolean | undefined;
  speaksFor?: string | undefined;
  name: string | null;
  headers: Record<string, string>;
  traceparent: string;
  signal?: CancelSignal | undefined;
  onMessage?: ((raw: Buffer) => void) | undefined;
  /** From now to the last byte. */
  timeoutMs: number;
  callersId?: Buffer | undefined;
  listening?: boolean | undefined;
}

export interface LegAnswer {
  kind: 'result' | 'error';
  /** The value; null when it is streamed. */
  body: Buffer | null;
  stream: AnswerStream | null;
  isError: boolean;
  era: McpEra;
  httpStatus: number;
}
