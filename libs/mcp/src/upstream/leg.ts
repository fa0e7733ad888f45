import type { CancelSignal } from './cancel-signal.js';
import type { AnswerStream } from './answer-stream.js';
import type { McpEra } from './era.js';
import type { LegAnswer, LegRequest } from './leg-request.js';
import type { OpenedSession, RawExchange, UpstreamDescription } from './types.js';

export type { LegAnswer, LegRequest } from './leg-request.js';

export interface LegRawAnswer {
  status: number;
  headers: Record<string, string>;
  stream: AnswerStream;
}

/**
 * How one server is reached: a transport and the era that the server speaks. Fails with `LegFailure` only.
 */
export interface Leg {
  /** As far as it is known. */
  readonly era: McpEra | null;
  describe(signal?: CancelSignal): Promise<UpstreamDescription>;
  /** Whether clients' own sessions of the revisions up to 2025-11-25 can be passed through with `exchange`. */
  takesSessions(): Promise<boolean>;
  /** A session of one client's own, where the transport has such. @throws NoSessions when the server refuses */
  openSession?(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession>;
  send(request: LegRequest): Promise<LegAnswer>;
  notify(method: string, params: Buffer | null): Promise<void>;
  exchange(request: RawExchange, timeoutMs: number): Promise<LegRawAnswer>;
  /** Ends what is in flight. */
  close(): Promise<void>;
}

export type LegFailureCode = 'upstream_error' | 'timeout' | 'overloaded';

/** Why an attempt got no answer. */
export class LegFailure extends Error {
  override readonly name: string = 'LegFailure';
  readonly code: LegFailureCode;
  /** Whether this speaks against the server: connection errors, timeouts, 5xx and garbage do, 4xx and a caller who left do not. */
  readonly countsAgainst: boolean;
  /** Of an HTTP answer that is no answer to the request. */
  readonly httpStatus: number | null;
  /** `WWW-Authenticate` of an answer of 403. */
  readonly challenge: string | null;

  constructor(
    code: LegFailureCode,
    /** Safe to show to the caller: names no address, credential or internal detail. */
    message: string,
    options: { countsAgainst?: boolean; cause?: unknown; httpStatus?: number; challenge?: string | null } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.httpStatus = options.httpStatus ?? null;
    this.challenge = options.challenge ?? null;
    this.countsAgainst = options.countsAgainst ?? true;
  }
}

/** The server answered `initialize`, and the answer is no: it does not speak the revisions that begin with it. */
export class NoSessions extends LegFailure {
  override readonly name: string = 'NoSessions';
}

export const callerLeft = (): LegFailure =>
  new LegFailure('upstream_error', 'The caller ended the call.', { countsAgainst: false });
