import { z } from 'zod';

/**
 * Every error that any service answers with, one row each: the stable code, the HTTP status, the words for the caller and
 * the words for the operator. `docs/errors.md` is generated from this table. Specification: API Design, error handling.
 */
export const ERRORS = {
  bad_request: {
    status: 400,
    message: 'The request could not be read.',
    operator: 'The body is not JSON, a header is malformed, or the path does not exist with this method.',
  },
  validation_error: {
    status: 400,
    message: 'Some fields of the request are not valid.',
    operator: '`details` names each field. Nothing was changed.',
  },
  unauthorized: {
    status: 401,
    message: 'Send a credential: `Authorization: Bearer <API key>`.',
    operator: 'No Authorization header, or not the Bearer scheme.',
  },
  invalid_token: {
    status: 401,
    message: 'This credential is not valid. It may be mistyped, expired or revoked.',
    operator: 'Look the key up by its display prefix in `GET /v1/auth/keys`.',
  },
  budget_exceeded: {
    status: 402,
    message: 'A budget that applies to this call is used up.',
    operator: '`details` names the budget.',
  },
  forbidden: {
    status: 403,
    message: 'This credential may not do that.',
    operator: "The key's scopes do not cover this server, tool, resource or prompt.",
  },
  connection_required: {
    status: 403,
    message: 'This MCP server lets each person in by themselves: connect to it first.',
    operator: 'The person has no connection to the server, or one that has to be made again; the message has the page.',
  },
  insufficient_permissions: {
    status: 403,
    message: 'This credential lacks a permission that the request needs.',
    operator: '`details` names the permission.',
  },
  insufficient_scope: {
    status: 403,
    message: 'The access token was not granted this. Ask for the scopes that `WWW-Authenticate` names.',
    operator:
      'An OAuth token lacks a scope that the call needs; clients ask their user for more by themselves (step-up).',
  },
  reauthentication_required: {
    status: 403,
    message: 'Confirm that it is you: sign in again, then repeat this.',
    operator: 'What cannot be undone asks for a sign-in that is at most ten minutes old.',
  },
  mfa_required: {
    status: 403,
    message: 'A second factor is needed here. Set one up, or confirm yours, on your account page.',
    operator:
      'The session was opened with one factor; the organisation asks for two, or the person has set a second one up.',
  },
  sso_refused: {
    status: 403,
    message: 'You could not be signed in with what your identity provider said. Ask your administrator.',
    operator:
      'The log line “a single sign-on was refused” and the audit log name the check; so does the connection’s test sign-in.',
  },
  not_found: {
    status: 404,
    message: 'There is no such thing in this organisation.',
    operator: 'The id is unknown, belongs to another organisation, or was deleted.',
  },
  method_not_allowed: {
    status: 405,
    message: 'This address does not take that HTTP method.',
    operator: 'The `Allow` header names the methods.',
  },
  request_timeout: {
    status: 408,
    message: 'The request did not arrive completely in time.',
    operator: 'A client or network that is slow or broke off; the limit is `READ_TIMEOUT_MS` (30 s unless set).',
  },
  conflict: {
    status: 409,
    message: 'That would collide with something that exists.',
    operator: 'A unique name is taken, or the thing was changed or ended meanwhile.',
  },
  payload_too_large: {
    status: 413,
    message: 'The request body is larger than is accepted.',
    operator: 'The limit is `REQUEST_BYTES_MAX` (10 MB unless set).',
  },
  unsupported_media_type: {
    status: 415,
    message: 'Send the body as `application/json`.',
    operator: 'The Content-Type is missing or is not JSON.',
  },
  headers_too_large: {
    status: 431,
    message: 'The headers of the request are larger than is accepted.',
    operator: 'All headers of a request together may have 16 KiB.',
  },
  rate_limited: {
    status: 429,
    message: 'Too many requests. Wait as long as `Retry-After` says.',
    operator: 'The limit of the key, its team or its organisation is reached; `details` names which.',
  },
  client_closed: {
    status: 499,
    message: 'The client went away before its answer was complete.',
    operator: 'Seen in traces only: the caller closed the connection, often because of a time limit of its own.',
  },
  internal_error: {
    status: 500,
    message: 'Something went wrong on our side. Quote the request id when you report it.',
    operator: 'A defect: look for the request id in the log of the service.',
  },
  upstream_error: {
    status: 502,
    message: 'The MCP server did not answer as it should.',
    operator: 'Connection refused or reset, an HTTP error, an answer that is not JSON-RPC, or one that is too large.',
  },
  auth_unavailable: {
    status: 503,
    message: 'Credentials cannot be checked right now. Try again soon.',
    operator: 'The auth service or its stores cannot be reached; see `/ready`.',
  },
  service_unavailable: {
    status: 503,
    message: 'This service cannot do that right now. Try again soon.',
    operator: 'A store is away, a queue is full, or the process is shutting down; see `/ready`.',
  },
  circuit_open: {
    status: 503,
    message: 'This MCP server failed repeatedly and is given time to recover.',
    operator: 'The breaker of the server is open; it lets trial calls through after 30 s.',
  },
  overloaded: {
    status: 503,
    message: 'Too many calls to this MCP server are under way. Try again soon.',
    operator: "The server's bulkhead is full: raise its `maxConcurrency` or find out why it is slow.",
  },
  delivery_unavailable: {
    status: 503,
    message: 'The call was refused because it could not be recorded.',
    operator: 'DELIVERY=strict, and neither Redis nor space in the spool could be had.',
  },
  timeout: {
    status: 504,
    message: 'The MCP server took too long to answer.',
    operator: "The server's `timeoutMs` (30 s unless set) passed.",
  },
} as const satisfies Record<string, { status: number; message: string; operator: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One field that is wrong, by its path in the body, query or header. */
export const ErrorDetail = z.object({ field: z.string(), message: z.string() });
export type ErrorDetail = z.infer<typeof ErrorDetail>;

/** The one body of every failure. `request_id` also stands in the `X-Request-ID` header. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      details: z.array(ErrorDetail).optional().describe('Only where single fields can be named'),
      request_id: z.string(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;

/**
 * A failure with a row in {@link ERRORS}. Thrown by any layer; turned into HTTP or JSON-RPC at the edge only.
 * `message` overrides the table's public words and must be safe to show to a caller.
 */
export class GatewayOpsError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    options: { message?: string; details?: ErrorDetail[]; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = 'GatewayOpsError';
    this.code = code;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** The specification's error object. */
  toBody(requestId: string): ErrorBody {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.details ? { details: this.details } : {}),
        request_id: requestId,
      },
    };
  }
}
