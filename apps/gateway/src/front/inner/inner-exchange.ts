import type { IncomingHttpHeaders } from 'node:http';
import { serve, type ServeParts } from '../../request-path/serve.js';
import { Exchange, type EdgeFacts } from '../exchange.js';
import { InnerOutbound, type InnerListener } from './inner-outbound.js';

/** A request that no connection of its own brought: one message of several that came in one body, or on a stream's behalf. */
export interface InnerRequest {
  readonly method: 'POST' | 'GET' | 'DELETE';
  /** Of the MCP endpoint that is asked. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | null;
}

/** Of a body that is in memory already nothing has to be refused any more. */
const UNBOUNDED = Number.POSITIVE_INFINITY;
const NOTHING = Buffer.alloc(0);
/** What the edge asks of a request was asked of the one around it. */
const INNER: EdgeFacts = { headers: [], isForeign: false, clientAddress: '' };

/**
 * Takes the whole request path, as a request of its own: authenticated, limited, priced, traced. `left()` of what is returned
 * tells that nobody waits for it any more.
 */
export function serveInner(request: InnerRequest, listener: InnerListener, parts: ServeParts): Exchange {
  const out = new InnerOutbound(listener);
  const source = {
    url: request.url,
    method: request.method,
    headers: request.headers,
    readBody: () => request.body ?? NOTHING,
  };
  const exchange = new Exchange(source, out, INNER, UNBOUNDED);
  serve(exchange.call, out, parts).catch((error: unknown) => {
    parts.onDefect(error, exchange.call);
    out.abort();
  });
  return exchange;
}

/** Headers that speak of the connection, the body or the session of the request around. */
const OUTER = new Set([
  'connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'last-event-id', 'mcp-method', 'mcp-name',
  'mcp-session-id', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'x-request-id',
]); // prettier-ignore

/** The headers of the request around with those of the inner one in their place. */
export function innerHeaders(outer: IncomingHttpHeaders, own: Record<string, string | undefined>): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const name in outer) if (!OUTER.has(name)) headers[name] = outer[name];
  for (const [name, value] of Object.entries(own)) if (value !== undefined) headers[name] = value;
  return headers;
}
