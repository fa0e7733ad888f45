import type { McpServerRuntime } from '@gatewayops/contracts';
import { buildRequest } from '../raw/edit.js';
import { discovered, initialized } from '../upstream/description.js';
import { bodyBytes, envelopedRequest, subscribedResult } from '../upstream/envelope.js';
import { LegFailure } from '../upstream/leg.js';
import type { Leg, LegAnswer, LegRawAnswer, LegRequest } from '../upstream/leg.js';
import { initializeParams, modernEnvelope, VERSION_ENVELOPE } from '../upstream/protocol.js';
import type { ClientInfo } from '../upstream/protocol.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import { newTraceparent } from '../upstream/traceparent.js';
import type { McpEra, OpenedSession, UpstreamDescription, UpstreamLimits } from '../upstream/types.js';
import { within } from '../upstream/waiting.js';
import { RestartBackoff } from './restart-backoff.js';
import type { StdioProcess } from './stdio-process.js';
import type { StdioProcesses } from './stdio-processes.js';
import { openClientSession } from './stdio-client-session.js';
import { StdioSession } from './stdio-session.js';

const LEGACY = { own: '', keepLogLevel: false };
const CALLERS = { own: VERSION_ENVELOPE, keepLogLevel: true, keepCaller: true };

export interface StdioLegOptions {
  server: McpServerRuntime;
  wheel: TimerWheel;
  limits: UpstreamLimits;
  clientInfo: ClientInfo;
  /** Gets the method of each notification of the server but progress. */
  heard?: (method: string) => void;
}

interface Running {
  process: StdioProcess;
  session: StdioSession;
  description: UpstreamDescription;
}

/** A server as a process of its own: started when it is needed, started again when it died, ended when it is idle. */
export class StdioLeg implements Leg {
  private running: Running | null = null;
  private starting: Promise<Running> | null = null;
  private closed = false;
  /** Processes of clients' own sessions. */
  private readonly clients = new Set<StdioProcess>();
  private readonly backoff = new RestartBackoff();
  private readonly modernMeta: string;

  constructor(
    private readonly options: StdioLegOptions,
    private readonly processes: StdioProcesses,
  ) {
    this.modernMeta = modernEnvelope(options.clientInfo);
  }

  get era(): McpEra | null {
    return this.running?.description.era ?? null;
  }

  async describe(): Promise<UpstreamDescription> {
    return (await this.run()).description;
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const startedAtMs = performance.now();
    const { session, description } = this.running?.session.alive
      ? this.running
      : await within(this.run(), this.options.wheel, request.timeoutMs, request.signal);
    const { era } = description;
    const id = session.nextId();
    const { method, params, traceparent, onMessage, signal, callerEnvelope, listening, callersId, speaksFor } = request;
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      era === 'legacy' ? LEGACY : callerEnvelope ? CALLERS : { own: speaksFor ?? this.modernMeta, keepLogLevel: true },
    );
    const timeoutMs = Math.max(1, request.timeoutMs - (performance.now() - startedAtMs));
    const call = { id, body: bodyBytes(body), timeoutMs, progressToken, onMessage, signal };
    const answer = await session.call(listening ? { ...call, callersId } : call);
    const own = listening && callersId ? subscribedResult(answer.body, callersId) : answer.body;
    return { kind: answer.kind, body: own, stream: null, isError: answer.isError, era, httpStatus: 200 };
  }

  async notify(method: string, params: Buffer | null): Promise<void> {
    (await this.run()).session.notify(method, params);
  }

  takesSessions(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** A process for this client alone: what it asks its client has one to answer it. */
  async openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession> {
    const { server, wheel, heard: notified } = this.options;
    if (this.closed) throw removed();
    this.backoff.check();
    const process = await this.processes.start(server);
    process.onEnd((reason) => {
      this.clients.delete(process);
      if (reason === 'crashed') this.backoff.crashed(process.startedAtMs);
    });
    this.clients.add(process);
    return openClientSession(process, wheel, { initialize, heard, notified, timeoutMs: server.settings.timeoutMs });
  }

  exchange(): Promise<LegRawAnswer> {
    const message = 'A stdio server has no HTTP sessions.';
    return Promise.reject(new LegFailure('upstream_error', message, { countsAgainst: false }));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.starting?.catch(() => {});
    await Promise.all(
      [...this.clients, ...(this.running ? [this.running.process] : [])].map((one) => one.end('closed')),
    );
  }

  private run(): Promise<Running> {
    if (this.running?.session.alive) return Promise.resolve(this.running);
    this.starting ??= this.start().finally(() => (this.starting = null));
    return this.starting;
  }

  private async start(): Promise<Running> {
    if (this.closed) throw removed();
    this.backoff.check();
    const process = await this.processes.start(this.options.server);
    let usable = false;
    process.onEnd((reason) => {
      if (this.running?.process === process) this.running = null;
      // A process that cannot even greet is as good as crashed, though it is we who end it.
      if (reason === 'crashed' || !usable) this.backoff.crashed(process.startedAtMs);
    });
    const session = new StdioSession(process, this.options.wheel, this.options.heard);
    try {
      const description = await this.handshake(session);
      usable = true;
      this.running = { process, session, description };
      return this.running;
    } catch (error) {
      await process.end('closed');
      throw error;
    }
  }

  /** `initialize` first: no stdio server is known that is modern only, and one that is answers it with an error at once. */
  private async handshake(session: StdioSession): Promise<UpstreamDescription> {
    const { timeoutMs } = this.options.server.settings;
    const id = session.nextId();
    const body = buildRequest(id, 'initialize', initializeParams(this.options.clientInfo));
    const answer = await session.call({ id, body: bodyBytes(body), timeoutMs, progressToken: null });
    if (answer.kind === 'error') return this.discover(session);
    const description = initialized(answer.body, 'stdio');
    session.notify('notifications/initialized', null);
    return description;
  }

  private async discover(session: StdioSession): Promise<UpstreamDescription> {
    const { timeoutMs } = this.options.server.settings;
    const id = session.nextId();
    const { body } = envelopedRequest(
      { id, method: 'server/discover', params: null, traceparent: newTraceparent(), progress: false },
      { own: this.modernMeta, keepLogLevel: true },
    );
    const answer = await session.call({ id, body: bodyBytes(body), timeoutMs, progressToken: null });
    const description = answer.kind === 'result' ? discovered(answer.body, 'stdio') : null;
    if (description) return description;
    const { code } = answer.kind === 'error' ? rpcErrorParts(answer.body) : { code: null };
    const detail = code === null ? '' : ` (${code})`;
    throw new LegFailure('upstream_error', `The stdio server refuses both initialize and server/discover${detail}.`);
  }
}

const removed = (): LegFailure => new LegFailure('upstream_error', 'The server was removed.', { countsAgainst: false });
