export type WireErrorCode =
  /** What came is no HTTP/1.1 response. */
  | 'WIRE_MALFORMED'
  /** Status line and headers, or what surrounds chunks, go beyond their bounds. */
  | 'WIRE_HEAD_TOO_LARGE'
  /** The connection ended before the answer did. */
  | 'WIRE_CLOSED'
  /** The pool was closed while the request waited or ran. */
  | 'WIRE_DESTROYED'
  /** A header name or value that could break out of its line; nothing was sent. */
  | 'WIRE_INVALID_REQUEST';

/** Why a request over a {@link WirePool} got no whole answer; Node's own errors come as they are. */
export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(
    readonly code: WireErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export const malformed = (what: string): WireError => new WireError('WIRE_MALFORMED', what);
