/** What the gateway answered instead of a result, with the trace it made of that. */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    message: string,
    readonly code: string | null,
    readonly requestId: string | null,
    readonly traceId: string | null,
  ) {
    super(message);
  }
}
