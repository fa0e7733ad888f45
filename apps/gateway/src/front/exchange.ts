import { onOneLine } from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';
import { Call } from '../request-path/call.js';
import { parseTarget, type Inbound, type Target } from '../request-path/inbound.js';
import { answerHeaders } from './answer-headers.js';
import { Cancellation } from './cancellation.js';
import type { Outbound } from './outbound.js';

/** A request as it was read, by Node's HTTP library or from the wire. */
export interface RequestSource {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** 413 `payload_too_large` beyond `bytesMax`, 400 `bad_request` when it is cut off. */
  readBody(bytesMax: number): Buffer | Promise<Buffer>;
}

/** What the edge knows of a request before anyone has read it. */
export interface EdgeFacts {
  readonly headers: readonly string[];
  readonly isForeign: boolean;
  readonly clientAddress: string;
}

/** Proxies and clients take a stream that says nothing for half a minute to be dead. */
const KEEP_ALIVE_MS = 15_000;

/** One HTTP request and its answer, as the request path sees them. */
export class Exchange implements Inbound {
  readonly target: Target | null;
  readonly call: Call;
  readonly signal = new Cancellation();

  constructor(
    private readonly source: RequestSource,
    readonly out: Outbound,
    private readonly edge: EdgeFacts,
    private readonly bodyBytesMax: number,
  ) {
    this.target = parseTarget(source.url);
    this.call = new Call(this);
  }

  get httpMethod(): string {
    return this.source.method;
  }

  get headers(): IncomingHttpHeaders {
    return this.source.headers;
  }

  get edgeHeaders(): readonly string[] {
    return this.edge.headers;
  }

  get isForeign(): boolean {
    return this.edge.isForeign;
  }

  get clientAddress(): string {
    return this.edge.clientAddress;
  }

  readBody(): Buffer | Promise<Buffer> {
    return this.source.readBody(this.bodyBytesMax);
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

  keepAlive(): () => void {
    const timer = setInterval(() => {
      if (this.out.started && !this.out.gone) void this.out.write(':\n\n');
    }, KEEP_ALIVE_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** The client went away before its answer was complete. */
  left(): void {
    this.signal.abort();
  }

  abort(): void {
    this.out.abort();
  }
}
