/**
 * Why a step of OAuth did not succeed:
 * `unreachable` – no answer, or one of 5xx or 429: another time it may be different;
 * `refused` – the authorization server said no with an error of RFC 6749, section 5.2 or 4.1.2.1;
 * `discovery` – what the server publishes about itself is missing or not usable;
 * `mix_up` – what came does not belong to whom we asked: another issuer, resource or state;
 * `unsafe` – it would work, but not safely: no PKCE, no TLS;
 * `malformed` – the answer is not what the standard says.
 */
export type OAuthFailureReason = 'unreachable' | 'refused' | 'discovery' | 'mix_up' | 'unsafe' | 'malformed';

export class OAuthFailure extends Error {
  override readonly name = 'OAuthFailure';

  constructor(
    readonly reason: OAuthFailureReason,
    /** Safe to show: names no token, secret or code. */
    message: string,
    options: { cause?: unknown; code?: string; undecided?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = options.code ?? null;
    this.undecided = options.undecided ?? false;
  }

  /** The error code of the authorization server, where it refused. */
  readonly code: string | null;
  /** Whether the server may have acted on the request all the same: it was sent, and no answer that can be read came back. */
  readonly undecided: boolean;
}
