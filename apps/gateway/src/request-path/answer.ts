import type { Attempt } from '@gatewayops/mcp';

/** The value of `result` or `error` as the server wrote it; small ones are one Buffer, others arrive while they are passed on. */
export interface ValueAnswer {
  readonly kind: 'value';
  readonly outcome: 'result' | 'error';
  readonly body: Buffer | AsyncIterable<Buffer>;
  readonly attempts: readonly Attempt[];
  /** With which the server's own answer came, where it came over HTTP. */
  readonly httpStatus?: number;
  /** As an event where the client takes one, as a server with sessions of its own would answer. */
  readonly asEvent?: true;
  /** `Mcp-Session-Id` of a session that this answer opens. */
  readonly sessionId?: string;
}

/** The server's HTTP answer in a client's own session, passed on untouched. */
export interface RelayAnswer {
  readonly kind: 'relay';
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | AsyncIterable<Buffer> | null;
  readonly attempts: readonly Attempt[];
}

/** Nothing to say: a notification was taken, a session ended. */
export interface EmptyAnswer {
  readonly kind: 'empty';
  readonly status: 202 | 204 | 405;
  readonly attempts: readonly Attempt[];
}

/** Messages for the client as they come, each made an event already; `overflowed` where it reads them too slowly. */
export interface StreamAnswer {
  readonly kind: 'stream';
  readonly events: { read(): AsyncIterable<Buffer>; readonly overflowed: boolean };
  readonly attempts: readonly Attempt[];
}

export type Answer = ValueAnswer | RelayAnswer | EmptyAnswer | StreamAnswer;

/** As a server that has a stream for each request answers. */
export const asEvent = (answer: Answer): Answer => (answer.kind === 'value' ? { ...answer, asEvent: true } : answer);
