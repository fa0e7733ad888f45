import type { CancelSignal } from './cancel-signal.js';
import type { McpProbeReport, McpServerRuntime } from '@gatewayops/contracts';
import type { AddressGuard } from '../http/address-guard.js';
import type { Slice } from '../raw/slice.js';
import type { RpcMessage } from '../raw/message.js';
import type { McpEra } from './era.js';
import type { LegAnswer, LegRequest } from './leg-request.js';
import type { StdioCatalogue } from '../stdio/catalogue.js';

export type { McpEra } from './era.js';

/** One try upstream, as a span is made of it. Of an answer that is still streamed, the numbers are final when it has ended. */
export interface Attempt {
  startTimeMs: number;
  durationUs: number;
  status: 'success' | 'error' | 'timeout';
  /** `upstream_error`, `timeout` or `rpc:<code>`. */
  errorCode: string | null;
  errorMessage: string | null;
}

/** One JSON-RPC request to be sent over a pooled leg. */
export interface UpstreamRequest {
  method: string;
  /** Raw JSON object; a slice of a parsed message saves scanning it again. */
  params: Slice | Buffer | null;
  /**
   * Whether the caller speaks 2026-07-28 itself: its capabilities and what it calls itself then reach a modern server as they
   * came, and errors about them come back. Otherwise the leg speaks for itself.
   */
  callerEnvelope?: boolean;
  /** Members of `_meta` that say to a modern server who calls, instead of the leg's own; each with a comma after it, a character a byte. */
  speaksFor?: string;
  /** The raw id that the caller gave its request: by it the caller cancels, and the messages of a subscription name it. */
  callersId?: Buffer;
  /** `subscriptions/listen`: lasts up to a day, without a place among the calls. */
  listening?: boolean;
  /** The caller's own session, where it has one that is not shared. */
  session?: ClientSession;
  /** For all attempts together, instead of the server's own setting. */
  timeoutMs?: number;
  /** Filled when the call has its place among those under way: gives it up early, while somebody is asked something. */
  place?: { giveUp?: () => void };
  /** Tool or prompt name, or resource URI, as it stands in `params` (decoded): goes into `Mcp-Name`. */
  name: string | null;
  /** Headers of the client that the server's `forwardHeaders` lists; names in lower case. */
  headers: Record<string, string>;
  /** W3C traceparent of the attempt's span. */
  traceparent: string;
  /** Whether a repeat does no harm: only then is a failed attempt retried. */
  repeatable: boolean;
  signal?: CancelSignal;
  /** Notifications that belong to this call (progress, messages), raw, with the caller's own progress token put back. */
  onMessage?: (raw: Buffer) => void;
}

/** What a server answered to an {@link UpstreamRequest}. */
export interface UpstreamAnswer {
  kind: 'result' | 'error';
  /**
   * Raw JSON of the `result` or `error` member's value. A Buffer whenever the whole answer fitted 64 KiB; else it arrives
   * in pieces, and the iteration throws an `UpstreamFailure` when the rest does not come.
   */
  body: Buffer | AsyncIterable<Buffer>;
  /** Bytes of the value; of a streamed one, set when it has ended. */
  size?: number;
  /** Whether a result says `isError: true` (the tool failed, the protocol did not); of a streamed one, set when it has ended. */
  isError: boolean;
  /** The revision family of the leg: decides whether `asModernResult` or `asLegacyResult` is needed. */
  era: McpEra;
  /** Of the HTTP answer that brought this; 200 where no HTTP did. */
  httpStatus: number;
  attempts: Attempt[];
}

/** A client's own legacy HTTP session, passed through one to one. */
export interface RawExchange {
  method: 'POST' | 'GET' | 'DELETE';
  body: Buffer | null;
  /** The upstream's session id, not the gateway's. */
  sessionId: string | null;
  /** Value for `MCP-Protocol-Version`, as the client sent it. */
  protocolVersion: string | null;
  lastEventId: string | null;
  /** As the client sent it; `application/json, text/event-stream` when absent. */
  accept?: string;
  headers: Record<string, string>;
  traceparent: string;
  signal?: CancelSignal;
  /** No limit on time once the headers are there (GET streams); a POST's limit covers its last byte unless set. */
  unbounded?: boolean;
}

export interface RawAnswer {
  status: number;
  /** `content-type`, `content-length`, `mcp-session-id`, `mcp-protocol-version`, `allow`, `retry-after`, `www-authenticate`, in lower case; those that were there. */
  headers: Record<string, string>;
  /** The body as it came, at most 10 MB unless it is an event stream. */
  body: AsyncIterable<Buffer>;
  attempts: Attempt[];
}

/** What a server said about itself, in `initialize` or `server/discover`. Raw values, null where there was none. */
export interface UpstreamDescription {
  era: McpEra;
  transport: McpServerRuntime['transport']['type'];
  /** The revision the leg speaks. */
  protocolVersion: string;
  /** All revisions the server named; one only for legacy. */
  protocolVersions: string[];
  capabilities: Buffer;
  serverInfo: Buffer | null;
  instructions: Buffer | null;
}

/** One client's own session of up to 2025-11-25 with a server: everything that either says reaches the other. */
export interface ClientSession {
  readonly alive: boolean;
  /** As a leg does; `onMessage` gets the server's requests, too. */
  send(request: LegRequest): Promise<LegAnswer>;
  /** A notification of the client, or its answer to a request of the server. @throws UpstreamFailure */
  tell(message: RpcMessage): void;
  /** Says for the client that it is ready, as it did when it opened the session that this one stands for. */
  greet(): void;
  /** The client listens: what the server says of its own accord is asked for, and heard. Returns what ends that. */
  hold(): () => void;
  /** Calls back once, when the session is over; those of HTTP end with {@link end} only. */
  onEnd(listener: () => void): void;
  /** Ends the session, and with it the process that is its own. */
  end(): Promise<void>;
}

export interface OpenedSession {
  session: ClientSession;
  /** The server's raw result of `initialize`. */
  result: Buffer;
}

/** A server, reached over whatever leg it needs. */
export interface Upstream {
  readonly server: McpServerRuntime;
  /** Whose token it is reached with; what the server says may depend on it. Not there where all callers have the same credential. */
  readonly holder?: string;
  /** The revision family that it was found to speak; null while nobody has asked. */
  readonly era: McpEra | null;
  /** Of the circuit breaker. */
  readonly state: 'closed' | 'open' | 'half-open';
  /** Calls under way now. */
  readonly activeCalls: number;
  /** @throws UpstreamFailure */
  describe(signal?: CancelSignal): Promise<UpstreamDescription>;
  /** Whether a client's own session of up to 2025-11-25 can be passed through with {@link exchange}. @throws UpstreamFailure */
  takesSessions(signal?: CancelSignal): Promise<boolean>;
  /** One request and its answer. @throws UpstreamFailure with `upstream_error`, `timeout`, `circuit_open` or `overloaded` */
  call(request: UpstreamRequest): Promise<UpstreamAnswer>;
  /** Sends a notification (raw params). Resolves when the server took it. @throws UpstreamFailure */
  notify(method: string, params: Buffer | null): Promise<void>;
  /**
   * Opens a session of one client's own, with its raw `initialize` params; null where the server takes none. `heard` gets what
   * the server says of its own accord, while it is held or is a process.
   * @throws UpstreamFailure
   */
  openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession | null>;
  /** Only for HTTP servers. @throws UpstreamFailure */
  exchange(request: RawExchange): Promise<RawAnswer>;
  /** Tests the connection; never throws. */
  probe(): Promise<McpProbeReport>;
}

/** Called as things change; cheap, must not throw. */
export interface UpstreamMetrics {
  /** `gateway_active_connections{server}`. */
  activeConnections?(server: McpServerRuntime, count: number): void;
  breakerState?(server: McpServerRuntime, state: 'closed' | 'open' | 'half-open'): void;
  /** Processes of stdio servers that run now. */
  processes?(running: number): void;
  processStarted?(server: McpServerRuntime): void;
  processEnded?(server: McpServerRuntime, reason: 'idle' | 'crashed' | 'closed'): void;
}

/** pino's shape. */
export interface UpstreamLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface UpstreamLimits {
  /** An answer, or one message on stdio. */
  answerBytesMax: number;
  /** Up to here an answer is handed over in one Buffer. */
  answerBufferedBytesMax: number;
  /** Calls that may wait for a place in the bulkhead; 0 refuses at once. */
  queuedCallsMax: number;
  /** How long a call may wait there. */
  queueTimeoutMs: number;
  /** Keep-alive connections to one HTTP server. */
  connectionsMax: number;
  /** Processes of stdio servers on this gateway, all tenants together. */
  processesMax: number;
  /** How long a description (and so the verdict on the era) is believed. */
  descriptionTtlMs: number;
  /** How long an upstream of an older version, or an unused one, may finish its calls. */
  drainTimeoutMs: number;
}

export const UPSTREAM_LIMITS: UpstreamLimits = {
  answerBytesMax: 10 * 1024 * 1024,
  answerBufferedBytesMax: 64 * 1024,
  queuedCallsMax: 0,
  queueTimeoutMs: 1_000,
  connectionsMax: 256,
  processesMax: 64,
  descriptionTtlMs: 5 * 60_000,
  drainTimeoutMs: 30_000,
};

export interface UpstreamsOptions {
  /** From `loadStdioCatalogue`; null: stdio servers answer with a clear error. */
  catalogue: StdioCatalogue | null;
  logger: UpstreamLogger;
  /** From `addressGuard({ privateRanges })`. */
  addressGuard: AddressGuard;
  /** Where stdio servers get their working folders. */
  workDirectory: string;
  metrics?: UpstreamMetrics;
  /** Asked for the OpenAPI document of a server whose entry comes without, once a version. May fail with a GatewayOpsError. */
  documentOf?: (server: McpServerRuntime) => Promise<string>;
  /**
   * Hears the method of each notification that is not progress, whoever else gets it; cheap, must not throw. Not of those in
   * what {@link Upstream.exchange} passes through.
   */
  onNotification?: (server: McpServerRuntime, method: string) => void;
  /** What callers get for a pool: the pool itself unless given. Called once for each pool. */
  present?: (pool: Upstream) => Upstream;
  limits?: Partial<UpstreamLimits>;
  /** What the gateway calls itself to servers. */
  clientInfo?: { name: string; version: string };
  /** Wall clock for attempts' start times, in milliseconds. */
  now?: () => number;
}
