import { buildRequest } from '../raw/edit.js';
import { initialized } from '../upstream/description.js';
import { envelopedRequest } from '../upstream/envelope.js';
import { LegFailure } from '../upstream/leg.js';
import type { LegAnswer, LegRequest } from '../upstream/leg.js';
import type { PairedAnswer } from '../upstream/pending-calls.js';
import { HOP_ERRORS, initializeParams } from '../upstream/protocol.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import type { UpstreamDescription } from '../upstream/types.js';
import { within } from '../upstream/waiting.js';
import { addForwarded } from './connection.js';
import type { HttpContext } from './http-context.js';
import { SessionForgotten, SseChannel } from './sse-channel.js';
import { NoEndpoint } from './sse-stream.js';

interface Session {
  channel: SseChannel;
  description: UpstreamDescription;
}

/**
 * A server of HTTP+SSE, the transport of 2024-11-05 that later revisions only deprecate: over one session that all calls share,
 * and that is made anew for the next call when its stream has ended or the server forgot it.
 */
export class SseSession {
  readonly era = 'legacy';
  private session: Session | null = null;
  private opening: Promise<Session> | null = null;
  private isClosed = false;

  /** @param onDoubt called when an answer suggests that the server speaks this transport no more */
  constructor(
    private readonly context: HttpContext,
    private readonly onDoubt: () => void,
  ) {}

  /** Opens the session if there is none. @throws LegFailure, `NoEndpoint` where this is no server of HTTP+SSE */
  async describe(): Promise<UpstreamDescription> {
    return (this.usable() ?? (await this.open())).description;
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const endsAtMs = performance.now() + request.timeoutMs;
    try {
      return await this.sendOnce(request, endsAtMs);
    } catch (error) {
      // The server did not take the request, so it is sent again, however harmful a repeat is.
      if (error instanceof SessionForgotten) return this.sendOnce(request, endsAtMs);
      throw error;
    }
  }

  async notify(method: string, params: Buffer | null): Promise<void> {
    const { channel } = this.usable() ?? (await this.open());
    await channel.notify(buildRequest(null, method, params));
  }

  /** The server speaks something else by now: the session ends with the calls that are on it. */
  retire(): void {
    this.session?.channel.retire();
  }

  /** Ends the stream, by which the server knows that the session is over. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.session?.channel.close();
  }

  private usable(): Session | null {
    return this.session?.channel.isUsable ? this.session : null;
  }

  private async sendOnce(request: LegRequest, endsAtMs: number): Promise<LegAnswer> {
    const leftMs = (): number => Math.max(1, endsAtMs - performance.now());
    const { channel } = this.usable() ?? (await within(this.open(), this.context.wheel, leftMs(), request.signal));
    const sentAtMs = performance.now();
    try {
      return answerOf(await this.call({ ...request, timeoutMs: leftMs() }, channel));
    } catch (error) {
      // A stream on which nothing came in all that time may be cut without a sign, as idle ones are on their way through a NAT.
      if (error instanceof LegFailure && error.code === 'timeout' && channel.heardAtMs < sentAtMs) channel.retire();
      throw error;
    }
  }

  private call(request: LegRequest, channel: SseChannel): Promise<PairedAnswer> {
    const id = channel.nextId();
    const { onMessage, method, params, traceparent, timeoutMs, signal } = request;
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      { own: '', keepLogLevel: false },
    );
    const headers = ['traceparent', traceparent];
    addForwarded(headers, request.headers, this.context.server.credential);
    return channel.call({ id, body, headers, timeoutMs, progressToken, onMessage, signal });
  }

  private open(): Promise<Session> {
    this.opening ??= this.initialize().finally(() => (this.opening = null));
    return this.opening;
  }

  private async initialize(): Promise<Session> {
    if (this.isClosed) throw new LegFailure('upstream_error', 'The server was removed.', { countsAgainst: false });
    const channel = new SseChannel(this.context);
    try {
      await channel.open();
      const description = await this.greet(channel);
      this.session = { channel, description };
      return this.session;
    } catch (error) {
      channel.close();
      if (error instanceof NoEndpoint) this.onDoubt();
      throw error;
    }
  }

  private async greet(channel: SseChannel): Promise<UpstreamDescription> {
    const { clientInfo, server } = this.context;
    const { timeoutMs } = server.settings;
    const id = channel.nextId();
    const body = buildRequest(id, 'initialize', initializeParams(clientInfo));
    const answer = await channel.call({ id, body, headers: [], timeoutMs, progressToken: null });
    if (answer.kind === 'error') throw new LegFailure('upstream_error', 'The MCP server refused `initialize`.');
    const description = initialized(answer.body, 'streamable-http');
    channel.headers = ['mcp-protocol-version', description.protocolVersion];
    await channel.notify(buildRequest(null, 'notifications/initialized', null));
    return description;
  }
}

function answerOf({ kind, body, isError }: PairedAnswer): LegAnswer {
  const code = kind === 'error' ? rpcErrorParts(body).code : null;
  if (code !== null && HOP_ERRORS.has(code)) {
    throw new LegFailure('upstream_error', `The MCP server changed its protocol (${code}).`, { countsAgainst: false });
  }
  return { kind, body, stream: null, isError, era: 'legacy', httpStatus: 200 };
}
