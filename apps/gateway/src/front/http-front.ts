import {
  isUnder, type Edge, type EdgeRequest, type Front, type WireAnswer, type WireFront, type WireRequest,
} from '@gatewayops/service'; // prettier-ignore
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { FRONT_ROUTES } from './front-routes.js';
import { MCP_PATH } from '../request-path/inbound.js';
import { serve } from '../request-path/serve.js';
import { Exchange, type RequestSource } from './exchange.js';
import type { OpenExchanges } from './open-exchanges.js';
import { HttpOutbound, type Outbound } from './outbound.js';
import { readBody } from './read-body.js';
import type { Serving } from './serving.js';

export interface HttpFrontOptions {
  readonly bodyBytesMax: number;
  /** The exchanges under way, also for who counts them. */
  readonly open: OpenExchanges;
}

/**
 * Answers `/v1/mcp` and `/v1/mcp/…` below the web framework, whose own handling of a request would cost more than the gateway's whole
 * work on it; simple requests even below Node's HTTP library. Every other address goes on to the framework.
 */
export class HttpFront implements Front {
  constructor(
    private readonly serving: Serving,
    private readonly edge: Edge,
    private readonly options: HttpFrontOptions,
  ) {}

  readonly routes = FRONT_ROUTES;

  readonly wire: WireFront = {
    path: MCP_PATH,
    serve: (request: WireRequest, answer: WireAnswer) => {
      const end = this.begin(request, request, answer);
      request.onEnd = end;
    },
  };

  /** Takes `/v1/mcp` and `/v1/mcp/…`; false for every other address. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    // Preflight requests carry no credential; the framework answers them for all addresses alike.
    if (request.method === 'OPTIONS' || !isUnder(MCP_PATH, request.url ?? '')) return false;
    const end = this.begin(request, new HttpSource(request), new HttpOutbound(response));
    // Whether that was too early is seen from the answer.
    response.once('close', () => end(response.writableEnded));
    return true;
  }

  /** Ends the open exchanges that are concerned and of which it then turns out that they must end. */
  endStreams(concerned: (exchange: Exchange) => boolean, mustEnd: (exchange: Exchange) => Promise<boolean>): void {
    for (const exchange of this.options.open.all()) {
      if (concerned(exchange)) void mustEnd(exchange).then((ends) => (ends ? exchange.abort() : undefined));
    }
  }

  /** Returns what is to be called when the exchange is over. */
  private begin(request: EdgeRequest, source: RequestSource, out: Outbound): (answered: boolean) => void {
    const { edge, options, serving } = this;
    const facts = {
      headers: edgeHeadersOf(edge, request),
      isForeign: edge.isForeign(request),
      clientAddress: edge.clientAddress(request),
    };
    const exchange = new Exchange(source, out, facts, options.bodyBytesMax);
    const place = options.open.add(exchange);
    const parts = serving.of(exchange.target);
    serve(exchange.call, out, parts).catch((error: unknown) => {
      parts.onDefect(error, exchange.call);
      exchange.abort();
    });
    return (answered) => {
      options.open.remove(place);
      if (!answered) exchange.left();
    };
  }
}

/** A request that Node's HTTP library has read. */
class HttpSource implements RequestSource {
  constructor(private readonly request: IncomingMessage) {}

  get url(): string {
    return this.request.url ?? '';
  }

  get method(): string {
    return this.request.method ?? '';
  }

  get headers(): IncomingHttpHeaders {
    return this.request.headers;
  }

  /** What is left of a body that was refused is read past and dropped, so that its sender gets to see the answer. */
  readBody(bytesMax: number): Promise<Buffer> {
    return readBody(this.request, bytesMax);
  }
}

const lists = new WeakMap<object, readonly string[]>();

/** The edge hands out the same few records again and again: each is made a list once. */
function edgeHeadersOf(edge: Edge, request: EdgeRequest): readonly string[] {
  const security = edge.securityHeaders(request);
  let list = lists.get(security);
  if (list === undefined) {
    list = Object.entries(security).flat();
    lists.set(security, list);
  }
  const cors = edge.corsHeaders(request);
  return cors === null ? list : Object.entries({ ...security, ...cors }).flat();
}
