import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { endToEnd, fromClient } from './forwarded-headers.js';

/** Streams of MCP have a sign of life at least each half minute; a call may take as long as its server's time limit. */
const SILENCE_MS_MAX = 15 * 60_000;
const SOCKETS_FREE_MAX = 64;

const agents = {
  http: new Agent({ keepAlive: true, maxFreeSockets: SOCKETS_FREE_MAX, scheduling: 'lifo' }),
  https: new SecureAgent({ keepAlive: true, maxFreeSockets: SOCKETS_FREE_MAX, scheduling: 'lifo' }),
};

export const closeForwarding = (): void => {
  agents.http.destroy();
  agents.https.destroy();
};

/**
 * Passes a request on to a service and its answer back, both as they come: nothing is collected, so that uploads, event streams
 * and their ends go through at once. Where the service cannot be reached: 503 in the one format of errors.
 */
export function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  service: URL,
  added: Record<string, string>,
): void {
  const headers = fromClient(incoming.rawHeaders, incoming.headers.connection);
  for (const [name, value] of Object.entries(added)) headers.push(name, value);
  // Which requests have a body, the library guesses by method; the client knows.
  if (incoming.headers['transfer-encoding'] !== undefined) headers.push('transfer-encoding', 'chunked');
  attempt(incoming, answer, service, headers);
}

function attempt(incoming: IncomingMessage, answer: ServerResponse, service: URL, headers: string[]): void {
  const secure = service.protocol === 'https:';
  const outgoing = (secure ? secureRequest : request)({
    host: service.hostname.replace(/^\[|\]$/g, ''),
    port: service.port === '' ? (secure ? 443 : 80) : Number(service.port),
    method: incoming.method,
    path: incoming.url,
    headers,
    agent: secure ? agents.https : agents.http,
    setDefaultHeaders: false,
    timeout: SILENCE_MS_MAX,
  });
  const hasBody =
    incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
  const gone = (): void => void outgoing.destroy();
  answer.once('close', gone);
  outgoing.once('timeout', gone);
  outgoing.once('error', () => {
    answer.off('close', gone);
    if (answer.destroyed) return;
    // The service closed a connection that was idle just as it was used again: nothing of the request was read.
    if (outgoing.reusedSocket && !hasBody && !answer.headersSent) attempt(incoming, answer, service, headers);
    else if (answer.headersSent) answer.destroy();
    else refuse(answer, 503, 'service_unavailable', 'This service cannot do that right now. Try again soon.');
  });
  outgoing.once('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, endToEnd(response.rawHeaders, response.headers.connection));
    answer.flushHeaders();
    pipeline(response, answer, () => undefined);
  });
  if (hasBody) pipeline(incoming, outgoing, () => undefined);
  else outgoing.end();
}

/** An error as services answer with it. */
export function refuse(answer: ServerResponse, status: number, code: string, message: string): void {
  const requestId = `req_${randomUUID().replaceAll('-', '')}`;
  const body = JSON.stringify({ error: { code, message, request_id: requestId } });
  answer.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
  });
  answer.end(body);
}
