import { Agent, request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { endToEnd, fromClient } from './forwarded-headers.js';
import { refuse } from './refusal.js';

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
  let isAnswered = false;
  answer.once('close', gone);
  outgoing.once('timeout', gone);
  outgoing.once('error', () => {
    answer.off('close', gone);
    drop(incoming, outgoing);
    // An answer that has begun ends, or breaks off, by itself: some services answer before they have read everything.
    if (isAnswered || answer.destroyed) return;
    if (outgoing.reusedSocket && !hasBody && isRepeatable(incoming)) attempt(incoming, answer, service, headers);
    else refuse(answer, 503, 'service_unavailable', 'This service cannot do that right now. Try again soon.');
  });
  // A connection may tell more than once that it broke.
  outgoing.on('error', () => undefined);
  outgoing.once('response', (response) => {
    isAnswered = true;
    answer.writeHead(response.statusCode ?? 502, endToEnd(response.rawHeaders, response.headers.connection));
    answer.flushHeaders();
    pipeline(response, answer, () => drop(incoming, outgoing));
  });
  if (!hasBody) return void outgoing.end();
  incoming.once('error', gone);
  incoming.pipe(outgoing);
}

/** What a client still sends is read and forgotten, so that it gets to its answer, and its connection to the next request. */
function drop(incoming: IncomingMessage, outgoing: ClientRequest): void {
  incoming.unpipe(outgoing);
  incoming.resume();
}

/** The service closed an idle connection just as it was used again. It can hardly have read the request, but it may. */
const isRepeatable = ({ method }: IncomingMessage): boolean => method !== 'POST' && method !== 'PATCH';
