import { discovered } from '../upstream/description.js';
import { NoSessions } from '../upstream/leg.js';
import type { Leg, LegAnswer, LegRawAnswer, LegRequest } from '../upstream/leg.js';
import { HOP_ERRORS, UNSUPPORTED_VERSION } from '../upstream/protocol.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import { newTraceparent } from '../upstream/traceparent.js';
import type { McpEra, OpenedSession, RawExchange, UpstreamDescription } from '../upstream/types.js';
import { within } from '../upstream/waiting.js';
import { exchange } from './exchange.js';
import type { HttpContext } from './http-context.js';
import { openLegacyClientSession } from './legacy-client-session.js';
import { LegacySession } from './legacy-session.js';
import { ModernSession, namesModernVersion } from './modern-session.js';
import { outcomeFailure } from './post-call.js';
import type { PostOutcome } from './post-call.js';
import { SseClientSession } from './sse-client-session.js';
import { SseSession } from './sse-session.js';

interface Found {
  session: ModernSession | LegacySession | SseSession;
  description: UpstreamDescription;
  expiresAtMs: number;
}

/**
 * A server over HTTP. Which era it speaks, and whether over Streamable HTTP or HTTP+SSE, is asked once and believed for a while;
 * when that has passed the next call still goes the known way, while the question is put again beside it.
 */
export class HttpLeg implements Leg {
  private readonly modern: ModernSession;
  private readonly legacy: LegacySession;
  private readonly sse: SseSession;
  /** Clients' own sessions. */
  private readonly clients = new Set<SseClientSession>();
  private found: Found | null = null;
  private finding: Promise<Found> | null = null;
  private sessions: { taken: boolean; expiresAtMs: number } | null = null;

  constructor(private readonly context: HttpContext) {
    const doubt = (): void => {
      if (this.found) this.found.expiresAtMs = 0;
    };
    this.modern = new ModernSession(context, doubt);
    this.legacy = new LegacySession(context, doubt);
    this.sse = new SseSession(context, doubt);
  }

  get era(): McpEra | null {
    return this.found?.session.era ?? null;
  }

  async describe(): Promise<UpstreamDescription> {
    return (this.fresh() ?? (await this.find())).description;
  }

  /** A server may speak both eras at one address: then each client is served in its own. */
  async takesSessions(): Promise<boolean> {
    const found = this.fresh() ?? (await this.find());
    if (found.session.era === 'legacy') return found.session === this.legacy;
    const { sessions } = this;
    if (sessions && performance.now() < sessions.expiresAtMs) return sessions.taken;
    const taken = await this.legacy.describe().then(
      () => true,
      (error: unknown) => {
        if (error instanceof NoSessions) return false;
        throw error;
      },
    );
    this.sessions = { taken, expiresAtMs: performance.now() + this.context.limits.descriptionTtlMs };
    // The doubt was about this question only.
    found.expiresAtMs = Math.max(found.expiresAtMs, this.sessions.expiresAtMs);
    return taken;
  }

  send(request: LegRequest): Promise<LegAnswer> {
    return this.fresh()?.session.send(request) ?? this.findAndSend(request);
  }

  async notify(method: string, params: Buffer | null): Promise<void> {
    await (this.fresh() ?? (await this.find())).session.notify(method, params);
  }

  /** For a client that a server of the older revisions can ask something. */
  async openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession> {
    const found = this.fresh() ?? (await this.find());
    if (found.session === this.legacy) {
      return openLegacyClientSession(this.context, () => (found.expiresAtMs = 0), { initialize, heard });
    }
    if (found.session !== this.sse) {
      throw new NoSessions('upstream_error', 'The MCP server takes no sessions.', { countsAgainst: false });
    }
    const session = new SseClientSession(this.context, heard);
    this.clients.add(session);
    session.onEnd(() => this.clients.delete(session));
    return { session, result: await session.open(initialize) };
  }

  exchange(request: RawExchange, timeoutMs: number): Promise<LegRawAnswer> {
    return exchange(this.context, request, timeoutMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.legacy.close(), this.sse.close(), ...[...this.clients].map((client) => client.end())]);
    this.context.connection.close();
  }

  private async findAndSend(request: LegRequest): Promise<LegAnswer> {
    const startedAtMs = performance.now();
    const { session } = await within(this.find(), this.context.wheel, request.timeoutMs, request.signal);
    return session.send({ ...request, timeoutMs: Math.max(1, request.timeoutMs - (performance.now() - startedAtMs)) });
  }

  private fresh(): Found | null {
    const { found } = this;
    if (found && performance.now() > found.expiresAtMs && !this.finding) void this.find().catch(() => {});
    return found;
  }

  private find(): Promise<Found> {
    this.finding ??= this.discover().finally(() => (this.finding = null));
    return this.finding;
  }

  private async discover(): Promise<Found> {
    let outcome = await this.askWhatItIs();
    // It names our revision, and refused it: a server that changes its mind is asked once more (2026-07-28, Versioning).
    if (refusesOwnRevision(outcome)) outcome = await this.askWhatItIs();
    const modern = outcome.kind === 'result' && outcome.body ? discovered(outcome.body, 'streamable-http') : null;
    if (!modern && provesNothing(outcome)) throw outcomeFailure(outcome);
    const known = modern ? { session: this.modern, description: modern } : await this.initialize();
    if (known.session !== this.sse) this.sse.retire();
    this.found = { ...known, expiresAtMs: performance.now() + this.context.limits.descriptionTtlMs };
    return this.found;
  }

  private async askWhatItIs(): Promise<PostOutcome> {
    const { timeoutMs } = this.context.server.settings;
    const traceparent = newTraceparent();
    const request = { method: 'server/discover', params: null, name: null, headers: {}, traceparent, timeoutMs };
    const outcome = await this.modern.post(request);
    outcome.stream?.return().catch(() => {});
    return outcome;
  }

  /** Streamable HTTP first; a server that refuses the POST may be one of HTTP+SSE (2025-03-26, Transports, Backwards Compatibility). */
  private async initialize(): Promise<Pick<Found, 'session' | 'description'>> {
    try {
      return { session: this.legacy, description: await this.legacy.describe() };
    } catch (error) {
      // One that took the POST, and refused what it holds, speaks Streamable HTTP.
      if (!(error instanceof NoSessions) || error.countsAgainst) throw error;
    }
    return { session: this.sse, description: await this.sse.describe() };
  }
}

/**
 * Whether the answer to `server/discover` leaves the era open: refused credentials, failures, redirects, and an error about
 * our envelope from a server that does know the revision. Any other answer is a legacy server's.
 */
function provesNothing(outcome: PostOutcome): boolean {
  const { status } = outcome;
  if (status === 401 || status === 403 || status === 429 || status >= 500) return true;
  if (status >= 300 && status < 400) return true;
  if (outcome.kind !== 'error' || !outcome.body) return false;
  const { code } = rpcErrorParts(outcome.body);
  if (code === UNSUPPORTED_VERSION) return namesModernVersion(outcome.body);
  return code !== null && HOP_ERRORS.has(code);
}

const refusesOwnRevision = ({ kind, body }: PostOutcome): boolean =>
  kind === 'error' && body !== null && rpcErrorParts(body).code === UNSUPPORTED_VERSION && namesModernVersion(body);
