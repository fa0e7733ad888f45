import type { McpCredential, McpServerRuntime } from '@gatewayops/contracts';
import { isIP } from 'node:net';
import { buildConnector, Pool } from 'undici';
import type { Dispatcher } from 'undici';
import type { UpstreamLimits } from '../upstream/types.js';
import { AddressRefused } from './address-guard.js';
import type { AddressGuard } from './address-guard.js';

export interface ConnectionOptions {
  addressGuard: AddressGuard;
  limits: UpstreamLimits;
  onConnections: (count: number) => void;
}

/** Event streams that clients hold open have connections of their own, so that they leave those of calls alone. */
const STREAM_CONNECTIONS_MAX = 1024;

/** The keep-alive connections to one HTTP server, and what every request to it carries. */
export class HttpConnection {
  /** Changes when the server redirects to another path of its own. */
  path: string;
  readonly origin: string;
  private readonly credential: string[];
  private readonly calls: Pool;
  private streams: Pool | null = null;
  private count = 0;

  constructor(
    private readonly server: McpServerRuntime,
    private readonly options: ConnectionOptions,
  ) {
    if (server.transport.type !== 'streamable-http') throw new TypeError('not an HTTP server');
    const url = new URL(server.transport.url);
    this.origin = url.origin;
    this.path = `${url.pathname}${url.search}`;
    this.credential = credentialHeaders(server.credential);
    this.calls = this.pool(Math.min(server.settings.maxConcurrency, options.limits.connectionsMax));
  }

  /** Starts a request. `headers` are name and value by turns; the server's credential is added, and wins. */
  dispatch(request: ConnectionRequest, handler: Dispatcher.DispatchHandler): void {
    const pool = request.longLived ? (this.streams ??= this.pool(STREAM_CONNECTIONS_MAX)) : this.calls;
    const headers = request.headers;
    for (const part of this.credential) headers.push(part);
    pool.dispatch(
      { path: this.path, method: request.method, headers, body: request.body, idempotent: false, blocking: false },
      handler,
    );
  }

  /** The path of a redirect that stays on this server; null for any other. */
  sameOriginPath(location: string): string | null {
    const url = URL.canParse(location, this.origin + this.path) ? new URL(location, this.origin + this.path) : null;
    return url?.origin === this.origin ? `${url.pathname}${url.search}` : null;
  }

  async close(): Promise<void> {
    await Promise.all([this.calls.destroy(), this.streams?.destroy()]);
  }

  private pool(connections: number): Pool {
    const { addressGuard, onConnections } = this.options;
    const connect = buildConnector({
      timeout: this.server.settings.connectTimeoutMs,
      lookup: addressGuard.lookup,
      allowH2: false,
    });
    const pool = new Pool(this.origin, {
      connections,
      pipelining: 1,
      // Calls have one deadline for everything, kept by the timer wheel.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (target, callback) => {
        // A literal address is never looked up, so the guard would not be asked.
        const literal = target.hostname.replace(/^\[(.*)\]$/, '$1');
        if (isIP(literal) !== 0 && !addressGuard.allows(literal)) {
          callback(new AddressRefused('this address may not be connected to'), null);
        } else {
          connect(target, callback);
        }
      },
    });
    pool.on('connect', () => onConnections(++this.count));
    pool.on('disconnect', () => onConnections(--this.count));
    return pool;
  }
}

export interface ConnectionRequest {
  method: 'POST' | 'GET' | 'DELETE';
  /** Owned by the call: it is added to. */
  headers: string[];
  body: Buffer | null;
  /** A stream that stays open. */
  longLived?: boolean;
}

function credentialHeaders(credential: McpCredential): string[] {
  switch (credential.type) {
    case 'bearer':
      return ['authorization', `Bearer ${credential.token}`];
    case 'basic': {
      const pair = Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
      return ['authorization', `Basic ${pair}`];
    }
    case 'header':
      return [credential.name.toLowerCase(), credential.value];
    default:
      return [];
  }
}

/** Names that a forwarded header may not have: the leg's own, and those that belong to a connection. */
const OWN_HEADERS = new Set([
  'accept', 'accept-encoding', 'connection', 'content-encoding', 'content-length', 'content-type', 'cookie', 'expect', 'host',
  'keep-alive', 'last-event-id', 'mcp-method', 'mcp-name', 'mcp-protocol-version', 'mcp-session-id', 'proxy-authorization',
  'te', 'traceparent', 'trailer', 'transfer-encoding', 'upgrade',
]); // prettier-ignore

/** Adds the client's headers that may be passed on; those that the server's credential sets are left out. */
export function addForwarded(headers: string[], forwarded: Record<string, string>, credential: McpCredential): void {
  for (const name in forwarded) {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower) || credentialHeaders(credential)[0] === lower) continue;
    headers.push(lower, forwarded[name] as string);
  }
}
