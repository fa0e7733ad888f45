import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, isObject, memberOf, stringOf, type RpcMessage } from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';
import type { ServeParts } from '../../request-path/serve.js';
import type { Exchange } from '../exchange.js';
import type { SessionSeal } from '../front-session.js';
import { EventQueue } from '../inner/event-queue.js';
import { InnerCall } from '../inner/inner-call.js';
import { innerHeaders, serveInner, type InnerRequest } from '../inner/inner-exchange.js';
import type { InnerListener } from '../inner/inner-outbound.js';
import { StandingListener } from './standing-listener.js';

/** Messages of one stream that may be under way at once. */
const UNDER_WAY_MAX = 256;
const BOTH_TYPES = 'application/json, text/event-stream';
/** Revisions whose clients name them on each request (2025-06-18, Transports, Protocol Version Header). */
const NAMING_REVISIONS = new Set(['2025-06-18', '2025-11-25']);

export interface SseSessionOptions {
  /** Path of the MCP endpoint that the stream stands for. */
  readonly endpoint: string;
  /** Of the request that opened the stream. */
  readonly headers: IncomingHttpHeaders;
  /** The path of each message; that it may come was decided when it was posted. */
  readonly serving: ServeParts;
  readonly seal: SessionSeal;
}

/**
 * A client of HTTP+SSE (2024-11-05, Transports) as a client of Streamable HTTP: each message that it posts is a request of its own
 * on the MCP endpoint, and what comes back, on whichever stream, goes onto its one stream.
 */
export class SseSession {
  readonly events = new EventQueue();
  private sessionId: string | null = null;
  private revision: string | null = null;
  private isClosed = false;
  private readonly underWay = new Set<Exchange>();
  /** By their raw ids. */
  private readonly calls = new Map<string, InnerCall>();
  private readonly standing = new StandingListener((lastEventId, listener) => this.listen(lastEventId, listener), {
    message: (json) => this.say(json),
    forgotten: () => this.close(),
  });

  constructor(private readonly options: SseSessionOptions) {}

  /** Takes a message of the client; what comes of it is told on the stream. @throws GatewayOpsError `overloaded` */
  take(message: RpcMessage, headers: IncomingHttpHeaders): void {
    if (this.underWay.size >= UNDER_WAY_MAX) {
      throw new GatewayOpsError('overloaded', {
        message: `This stream has ${UNDER_WAY_MAX} messages under way. Wait for an answer first.`,
      });
    }
    if (message.method === 'notifications/cancelled') this.cancel(message);
    const body = Buffer.from(bytesOf(message.bytes));
    if (message.kind === 'request') return this.call(message, body, headers);
    this.send(this.post(headers, body), {
      head: () => undefined,
      // There is no request that an error could belong to.
      message: () => undefined,
      end: () => {
        if (message.method === 'notifications/initialized') this.standing.start();
      },
    });
  }

  /** The stream is over: nobody hears any more what is still under way. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.events.close();
    this.standing.close();
    for (const exchange of this.underWay) exchange.left();
    if (this.sessionId !== null) this.end(this.options.headers);
  }

  private call(message: RpcMessage, body: Buffer, headers: IncomingHttpHeaders): void {
    const id = message.id!.toString();
    const call = new InnerCall(message.id!, {
      head: (answered) => {
        if (message.method === 'initialize') this.sessionId = answered.get('mcp-session-id') ?? null;
      },
      message: (json, answer) => {
        if (message.method === 'initialize' && answer && isObject(answer.result)) {
          this.revision = stringOf(memberOf(answer.result, 'protocolVersion'));
        }
        return this.say(json);
      },
      resume: (lastEventId, listener) => this.listen(lastEventId, listener),
      end: (status) => {
        if (this.calls.get(id) === call) this.calls.delete(id);
        // A client of this transport knows no other way to a new session than a new stream.
        if (status === 404 && this.sessionId !== null) this.close();
      },
    });
    this.calls.set(id, call);
    call.exchange = this.send(this.post(headers, body), call);
  }

  /** Where the gateway is the session's other end, nobody else would stop what is not wanted any more. */
  private cancel({ params }: RpcMessage): void {
    const id = isObject(params) ? memberOf(params, 'requestId') : null;
    const call = id === null ? undefined : this.calls.get(bytesOf(id).toString());
    const session = this.sessionId === null ? null : this.options.seal.open(this.sessionId);
    if (call && session && session.upstreamSessionId === null && session.hosted === null) call.cancel();
  }

  private say(json: Buffer): void | Promise<void> {
    return this.events.push('message', json);
  }

  private post(headers: IncomingHttpHeaders, body: Buffer): InnerRequest {
    const own = { ...this.own(headers, BOTH_TYPES), 'x-request-id': String(headers['x-request-id'] ?? '') };
    return { method: 'POST', url: this.options.endpoint, headers: innerHeaders(headers, own), body };
  }

  private listen(lastEventId: string | null, listener: InnerListener): Exchange {
    const { endpoint: url, headers } = this.options;
    const own = this.own(headers, 'text/event-stream');
    if (lastEventId !== null) own['last-event-id'] = lastEventId;
    return this.send({ method: 'GET', url, headers: innerHeaders(headers, own), body: null }, listener);
  }

  private own(headers: IncomingHttpHeaders, accept: string): Record<string, string> {
    const own: Record<string, string> = { accept, 'content-type': 'application/json' };
    // What another replica took comes without the key that it was taken with: it is that of the stream.
    own['authorization'] = headers.authorization ?? this.options.headers.authorization ?? '';
    if (this.sessionId !== null) own['mcp-session-id'] = this.sessionId;
    const { revision } = this;
    if (headers['mcp-protocol-version'] === undefined && revision !== null && NAMING_REVISIONS.has(revision)) {
      own['mcp-protocol-version'] = revision;
    }
    return own;
  }

  private send(request: InnerRequest, listener: InnerListener): Exchange {
    let sent: Exchange | null = null;
    let ended = false;
    sent = serveInner(
      request,
      {
        head: (status, headers) => listener.head(status, headers),
        message: (json, eventId) => listener.message(json, eventId),
        end: (complete) => {
          ended = true;
          if (sent !== null) this.underWay.delete(sent);
          listener.end(complete);
        },
      },
      this.options.serving,
    );
    if (!ended) this.underWay.add(sent);
    return sent;
  }

  private end(headers: IncomingHttpHeaders): void {
    const own = this.own(headers, BOTH_TYPES);
    const request: InnerRequest = {
      method: 'DELETE',
      url: this.options.endpoint,
      headers: innerHeaders(headers, own),
      body: null,
    };
    serveInner(request, { head() {}, message() {}, end() {} }, this.options.serving);
  }
}
