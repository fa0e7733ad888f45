import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Refusal {
  requestId: string;
  body: string;
}

/** An error as services answer with it. */
function refusalOf(code: string, message: string): Refusal {
  const requestId = `req_${randomUUID().replaceAll('-', '')}`;
  return { requestId, body: JSON.stringify({ error: { code, message, request_id: requestId } }) };
}

const headersOf = ({ requestId, body }: Refusal): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(body)),
  'cache-control': 'no-store',
  'x-request-id': requestId,
  'x-content-type-options': 'nosniff',
});

export function refuse(answer: ServerResponse, status: number, code: string, message: string): void {
  const refusal = refusalOf(code, message);
  answer.writeHead(status, headersOf(refusal));
  answer.end(refusal.body);
}

const UNREADABLE: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headers_too_large', 'The headers are larger than is accepted.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'request_timeout', 'The request did not arrive in time.'],
}; // prettier-ignore

/** Answers what never became a request, on the bare socket, and closes it. Nothing is written where an answer has begun. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const underWay = (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage;
  if (error.code === 'ECONNRESET' || !socket.writable || underWay?.headersSent === true) return void socket.destroy();
  const [status, code, message] = UNREADABLE[error.code ?? ''] ?? [
    '400 Bad Request',
    'bad_request',
    'This is not valid HTTP.',
  ];
  const refusal = refusalOf(code, message);
  const lines = Object.entries({ ...headersOf(refusal), connection: 'close' }).map((header) => header.join(': '));
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', refusal.body].join('\r\n'), () => socket.destroy());
}
