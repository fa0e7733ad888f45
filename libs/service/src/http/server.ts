import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { ServiceEnvironment } from '../environment/service-environment.js';
import { newRequestId } from './request-id.js';

type Timeouts = Pick<ServiceEnvironment, 'READ_TIMEOUT_MS' | 'WRITE_TIMEOUT_MS' | 'IDLE_TIMEOUT_MS'>;

const HEADERS_BYTES_MAX = 16_384;

/**
 * The HTTP server under Fastify, with the specification's timeouts: a request is read completely in READ_TIMEOUT_MS, an
 * answer may lie unread for WRITE_TIMEOUT_MS, an unused connection stays for IDLE_TIMEOUT_MS.
 */
export function createHttpServer(timeouts: Timeouts, listener: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: timeouts.READ_TIMEOUT_MS,
      headersTimeout: timeouts.READ_TIMEOUT_MS,
      keepAliveTimeout: timeouts.IDLE_TIMEOUT_MS,
      // Node looks for late requests only this often, by default every 30 s.
      connectionsCheckingInterval: Math.max(50, Math.min(1_000, timeouts.READ_TIMEOUT_MS / 5)),
      maxHeaderSize: HEADERS_BYTES_MAX,
      noDelay: true,
    },
    listener,
  );
  server.setTimeout(timeouts.WRITE_TIMEOUT_MS, (socket) => cutWhenUnread(socket, timeouts.WRITE_TIMEOUT_MS));
  return server;
}

/** Node keeps the answer under way on the socket; nothing public tells it. */
const answerOf = (socket: Socket): ServerResponse | undefined =>
  (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;

/** Nothing moved on the connection for as long as it may: cut it, unless it is us who take our time. */
function cutWhenUnread(socket: Socket, timeoutMs: number): void {
  if (answerOf(socket) !== undefined && socket.writableLength === 0) socket.setTimeout(timeoutMs);
  else socket.destroy();
}

const CLIENT_ERRORS: Record<string, () => GatewayOpsError> = {
  ERR_HTTP_REQUEST_TIMEOUT: () => new GatewayOpsError('request_timeout'),
  HPE_HEADER_OVERFLOW: () =>
    new GatewayOpsError('headers_too_large', { message: `The headers are larger than ${HEADERS_BYTES_MAX} bytes.` }),
};

const STATUS_WORDS: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/**
 * Answers what never became a request (not HTTP, too slow, headers too large) on the bare socket, in the one error format,
 * and closes it. Nothing is written where an answer has begun.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const answer = answerOf(socket);
  if (error.code === 'ECONNRESET' || !socket.writable || answer?.headersSent) {
    socket.destroy();
    return;
  }
  const problem =
    CLIENT_ERRORS[error.code ?? '']?.() ?? new GatewayOpsError('bad_request', { message: 'This is not valid HTTP.' });
  const requestId = newRequestId();
  const body = JSON.stringify(problem.toBody(requestId));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_WORDS[problem.status] ?? 'Error'}\r\n` +
      `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `x-request-id: ${requestId}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
