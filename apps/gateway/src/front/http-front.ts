import { GatewayOpsError } from '@gatewayops/contracts';
import { onOneLine } from '@gatewayops/mcp';
import type { Edge, Front } from '@gatewayops/service';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Call } from '../request-path/call.js';
import { parseTarget, type Inbound, type Target } from '../request-path/inbound.js';
import { serve, type ServeParts } from '../request-path/serve.js';
import { answerHeaders } from './answer-headers.js';
import { OpenExchanges } from './open-exchanges.js';
import { Outbound } from './outbound.js';
import { readBody } from './read-body.js';

export interface HttpFrontOptions {
  readonly bodyBytesMax: number;
}

/**
 * Answers `/v1/mcp/…` below the web framework, whose own handling of a request would cost more than the gateway's whole
 * work on it. Every other address goes on to the framework.
 */
export class HttpFront {
  private readonly open = new OpenExchanges();

  constructor(
    private readonly parts: ServeParts,
    private readonly edge: Edge,
    private readonly options: HttpFrontOptions,
  ) {}

  /** Takes `/v1/mcp/…`; false for every other address. */
  readonly front: Front = (request, response) => {
    // Preflight requests carry no credential; the framework answers them for all addresses alike.
    if (!request.url?.startsWith('/v1/mcp/') || request.method === 'OPTIONS') return false;
    this.handle(request, response);
    return true;
  };

  /** Ends the open exchanges that are concerned and of which it then turns out that they must end. */
  endStreams(
    concerned: (exchange: HttpExchange) => boolean,
    mustEnd: (exchange: HttpExchange) => Promise<boolean>,
  ): void {
    for (const exchange of this.open.all()) {
      if (concerned(exchange)) void mustEnd(exchange).then((ends) => (ends ? exchange.abort() : undefined));
    }
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new HttpExchange(request, response, this.options, edgeHeadersOf(this.edge, request));
    const place = this.open.add(exchange);
    response.once('close', () => {
      this.open.remove(place);
      exchange.closed();
    });
    serve(exchange.call, exchange.out, this.parts).catch((error: unknown) => {
      this.parts.onDefect(error, exchange.call);
      exchange.abort();
    });
  }
}

const lists = new WeakMap<object, readonly string[]>();

/** The edge hands out the same few records again and again: each is made a list once. */
function edgeHeadersOf(edge: Edge, request: IncomingMessage): readonly string[] {
  const security = edge.securityHeaders(request);
  let list = lists.get(security);
  if (list === undefined) {
    list = Object.entries(security).flat();
    lists.set(security, list);
  }
  const cors = edge.corsHeaders(request);
  return cors === null ? list : Object.entries({ ...security, ...cors }).flat();
}

/** One HTTP request and its answer, as the request path sees them. */
export class HttpExchange implements Inbound {
  readonly target: Target | null;
  readonly call: Call;
  readonly out: Outbound;
  private readonly controller = new AbortController();

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly options: HttpFrontOptions,
    readonly edgeHeaders: readonly string[],
  ) {
    this.target = parseTarget(request.url ?? '');
    this.out = new Outbound(response);
    this.call = new Call(this);
  }

  get httpMethod(): string {
    return this.request.method ?? '';
  }

  get headers(): IncomingMessage['headers'] {
    return this.request.headers;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What is left of a body that was refused is read past and dropped, so that its sender gets to see the answer. */
  readBody(): Promise<Buffer> {
    return readBody(this.request, this.options.bodyBytesMax);
  }

  sendMessage(json: Buffer): void {
    if (this.out.gone) return;
    if (!this.out.started) {
      const headers = answerHeaders(this.call);
      headers.push('Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache');
      this.out.head(200, headers);
    }
    // A client that does not read its progress loses its connection by the write timeout, not our memory.
    void this.out.write(Buffer.concat([Buffer.from('event: message\ndata: '), onOneLine(json), Buffer.from('\n\n')]));
  }

  /** The connection is gone; whether that was too early is seen from the answer. */
  closed(): void {
    if (!this.response.writableEnded) this.controller.abort(new GatewayOpsError('client_closed'));
  }

  abort(): void {
    this.out.abort();
  }
}
