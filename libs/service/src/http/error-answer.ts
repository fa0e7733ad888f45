import { HttpException } from '@nestjs/common';
import { GatewayOpsError, type ErrorCode } from '@gatewayops/contracts';

/** Fastify's own errors by their code; the text of a code we do not know never reaches a caller. */
const FASTIFY_ERRORS: Record<string, { code: ErrorCode; message?: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'payload_too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type' },
  FST_ERR_CTP_EMPTY_TYPE: { code: 'unsupported_media_type' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'bad_request', message: 'The body is empty, and should be JSON.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'bad_request', message: 'The body is not valid JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'bad_request',
    message: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_BAD_URL: { code: 'bad_request', message: 'The address holds a malformed escape.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'bad_request', message: 'The address is too long.' },
};

const STATUS_CODES: Record<number, ErrorCode> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'service_unavailable',
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * The row of our error table that a failure belongs to, by its class or code and never by its text. What is not known
 * becomes `internal_error`, with the original as `cause` for the log.
 */
export function toGatewayOpsError(error: unknown): GatewayOpsError {
  if (error instanceof GatewayOpsError) return error;
  const fastify = FASTIFY_ERRORS[codeOf(error) ?? ''];
  if (fastify) {
    return new GatewayOpsError(fastify.code, {
      cause: error,
      ...(fastify.message ? { message: fastify.message } : {}),
    });
  }
  if (error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400) {
    return new GatewayOpsError('bad_request', { message: 'The body is not valid JSON.', cause: error });
  }
  if (error instanceof HttpException) {
    const code = STATUS_CODES[error.getStatus()];
    if (code === 'not_found') {
      return new GatewayOpsError(code, { message: 'There is nothing at this address.', cause: error });
    }
    if (code !== undefined) return new GatewayOpsError(code, { cause: error });
  }
  return new GatewayOpsError('internal_error', { cause: error });
}

/** Headers that go with an error's body. */
export function errorHeaders(error: GatewayOpsError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.status === 401) headers['www-authenticate'] = 'Bearer realm="GatewayOps"';
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.ceil(error.retryAfterSeconds));
  return headers;
}
