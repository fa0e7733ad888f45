import { buildRequest } from '../raw/edit.js';
import type { RpcMessage } from '../raw/message.js';
import { bytesOf } from '../raw/slice.js';
import { initialized } from '../upstream/description.js';
import { envelopedRequest } from '../upstream/envelope.js';
import { LegFailure, NoSessions } from '../upstream/leg.js';
import type { LegAnswer, LegRawAnswer, LegRequest } from '../upstream/leg.js';
import { HOP_ERRORS, initializeParams, MISSING_CAPABILITY } from '../upstream/protocol.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import { newTraceparent } from '../upstream/traceparent.js';
import type { RawExchange, UpstreamDescription } from '../upstream/types.js';
import type { CancelSignal } from '../upstream/cancel-signal.js';
import { addForwarded } from './connection.js';
import { exchange } from './exchange.js';
import { goOn } from './go-on.js';
import { post } from './http-context.js';
import type { HttpContext, PostRequest } from './http-context.js';
import { relay } from './modern-session.js';
import { lacksScope } from './lacks-scope.js';
import { outcomeFailure, PostCall } from './post-call.js';
import type { PostOutcome } from './post-call.js';

/** What `initialize` gave. */
interface Session {
  description: UpstreamDescription;
  /** Raw. */
  result: Buffer;
  /** null: the server keeps no sessions. */
  id: string | null;
}

/**
 * A server of up to 2025-11-25, over one session that is made anew when the server forgot it: one that all calls share, or one
 * client's own.
 */
export class LegacySession {
  readonly era = 'legacy';
  private session: Session | null = null;
  private opening: Promise<Session> | null = null;
  private nextId = 1;

  /**
   * @param onDoubt called when an answer suggests that the server speaks this era no more
   * @param initialize the client's own params, raw; null for a session that is shared
   */
  constructor(
    private readonly context: HttpContext,
    private readonly onDoubt: () => void,
    private readonly initialize: Buffer | null = null,
  ) {}

  /** Opens the session if there is none. @throws LegFailure */
  async describe(): Promise<UpstreamDescription> {
    return (this.session ?? (await this.open())).description;
  }

  /** The server's raw result of `initialize`. @throws LegFailure */
  async greeting(): Promise<Buffer> {
    return (this.session ?? (await this.open())).result;
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const startedAtMs = performance.now();
    const session = this.session ?? (await this.open());
    let outcome = await this.post(request, session);
    if (session.id !== null && isForgotten(outcome)) {
      // The server knows the session no more, so it did not take the request: it is sent again, however harmful a repeat is.
      if (this.session === session) this.session = null;
      const fresh = this.session ?? (await this.open());
      const timeoutMs = Math.max(1, request.timeoutMs - (performance.now() - startedAtMs));
      outcome = await this.post({ ...request, timeoutMs }, fresh);
    }
    if (outcome.kind === 'error' && lacksScope(outcome, this.context.server.credential)) throw outcomeFailure(outcome);
    return answerOf(outcome);
  }

  notify(method: string, params: Buffer | null): Promise<void> {
    return this.say(buildRequest(null, method, params));
  }

  /** Sends a message that has no answer. @throws LegFailure when the server does not take it */
  async say(message: Buffer): Promise<void> {
    const outcome = await this.tell(message, this.session ?? (await this.open()));
    if (outcome.status >= 300) throw outcomeFailure(outcome);
  }

  /** Opens the stream on which the server speaks of its own accord; a later one goes on where an earlier one ended. */
  async listen(lastEventId: string | null, signal: CancelSignal): Promise<LegRawAnswer> {
    const { id, description } = this.session ?? (await this.open());
    const { timeoutMs } = this.context.server.settings;
    const request: RawExchange = {
      method: 'GET',
      body: null,
      sessionId: id,
      protocolVersion: description.protocolVersion,
      lastEventId,
      accept: 'text/event-stream',
      headers: {},
      traceparent: newTraceparent(),
      signal,
      unbounded: true,
    };
    return exchange(this.context, request, timeoutMs);
  }

  /** Tells the server that the session is over; it may refuse (405). */
  async close(): Promise<void> {
    const { session } = this;
    this.session = null;
    if (!session?.id) return;
    const { wheel, limits, connection } = this.context;
    const call = new PostCall({ wheel, limits, timeoutMs: 1_000, id: null, onMessage: null }, null);
    connection.dispatch({ method: 'DELETE', lines: '', headers: sessionHeaders(session), body: null }, call);
    await call.outcome.catch(() => {});
  }

  private open(): Promise<Session> {
    this.opening ??= this.handshake().finally(() => (this.opening = null));
    return this.opening;
  }

  private async handshake(): Promise<Session> {
    const id = this.nextId++;
    const { clientInfo, server } = this.context;
    const outcome = await post(this.context, {
      id,
      headers: [],
      body: buildRequest(id, 'initialize', this.initialize ?? initializeParams(clientInfo)),
      timeoutMs: server.settings.timeoutMs,
      onMessage: null,
    });
    if (outcome.status >= 400 && outcome.status < 500 && outcome.status !== 401 && outcome.status !== 403) {
      this.onDoubt();
      throw new NoSessions('upstream_error', NO_STREAMABLE_HTTP, { countsAgainst: false });
    }
    if (outcome.kind !== 'result' || !outcome.body) {
      if (outcome.kind === 'none') throw outcomeFailure(outcome);
      throw new NoSessions('upstream_error', 'The MCP server refused `initialize`.');
    }
    const description = initialized(outcome.body, 'streamable-http');
    const session = { description, result: outcome.body, id: outcome.sessionId };
    await this.tell(buildRequest(null, 'notifications/initialized', null), session);
    this.session = session;
    return session;
  }

  private post(request: LegRequest, session: Session): Promise<PostOutcome> {
    const id = this.nextId++;
    const { onMessage, method, params, traceparent, signal } = request;
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      { own: '', keepLogLevel: false },
    );
    const headers = sessionHeaders(session);
    headers.push('traceparent', traceparent);
    addForwarded(headers, request.headers, this.context.server.credential);
    const notified = onMessage ? relay(onMessage, progressToken, id) : null;
    const asked =
      onMessage && this.initialize
        ? (message: RpcMessage) => onMessage(Buffer.from(bytesOf(message.bytes)))
        : (message: RpcMessage) => this.answer(message, session);
    const sent: PostRequest = {
      id,
      headers,
      body,
      timeoutMs: request.timeoutMs,
      signal,
      onMessage: (message) => (message.kind === 'request' ? asked(message) : notified?.(message)),
      isResumable: true,
    };
    const deadlineMs = performance.now() + request.timeoutMs;
    const outcome = post(this.context, sent).then((paused) => {
      return paused.resume === null
        ? paused
        : goOn(this.context, sent, sessionHeaders(session), { paused, deadlineMs });
    });
    if (signal) void outcome.catch(() => signal.aborted && this.cancel(id, session));
    return outcome;
  }

  /** Closing the connection is no cancellation for a legacy server (2025-11-25, transports): it must be told. */
  private cancel(id: number, session: Session): void {
    const params = Buffer.from(`{"requestId":${id},"reason":"The caller ended the call."}`);
    void this.tell(buildRequest(null, 'notifications/cancelled', params), session).catch(() => {});
  }

  /** A server may ask its client; a shared session has no one client to pass that on to. */
  private answer(request: RpcMessage, session: Session): void {
    const head = `{"jsonrpc":"2.0","id":${request.id?.toString() ?? 'null'}`;
    const error = '"error":{"code":-32601,"message":"This client has no such capability."}';
    const body = Buffer.from(`${head},${request.method === 'ping' ? '"result":{}' : error}}`);
    void this.tell(body, session).catch(() => {});
  }

  private tell(body: Buffer, session: Session): Promise<PostOutcome> {
    const { timeoutMs } = this.context.server.settings;
    return post(this.context, { id: null, headers: sessionHeaders(session), body, timeoutMs, onMessage: null });
  }
}

const NO_STREAMABLE_HTTP =
  'The MCP server speaks neither 2026-07-28 nor Streamable HTTP at this address; check the path of its URL.';

function sessionHeaders(session: Session): string[] {
  const headers = ['mcp-protocol-version', session.description.protocolVersion];
  if (session.id !== null) headers.push('mcp-session-id', session.id);
  return headers;
}

/** 404 by the protocol; servers on the first SDK answer 400 with -32000. */
function isForgotten(outcome: PostOutcome): boolean {
  if (outcome.status === 404) return true;
  return outcome.status === 400 && outcome.body !== null && rpcErrorParts(outcome.body).code === -32000;
}

function answerOf(outcome: PostOutcome): LegAnswer {
  const { kind, body, stream, isError, status } = outcome;
  if (kind === 'none' || outcome.status >= 500) throw outcomeFailure(outcome);
  const code = kind === 'error' && body ? rpcErrorParts(body).code : null;
  // What a client cannot do is the client's own affair: no envelope of ours told the server.
  if (code !== null && code !== MISSING_CAPABILITY && HOP_ERRORS.has(code)) {
    throw new LegFailure('upstream_error', `The MCP server changed its protocol (${code}).`, { countsAgainst: false });
  }
  return { kind, body, stream, isError, era: 'legacy', httpStatus: status };
}
