import type { McpServerRuntime, RuntimeCredential } from '@gatewayops/contracts';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { UpstreamLimits } from '../upstream/types.js';
import { AddressRefused } from './address-guard.js';
import type { AddressGuard } from './address-guard.js';
import { credentialHeader, credentialHeaderName, tlsOptions, type AuthorizationSource } from './credential-header.js';
import { headerLine, requestLine } from './wire/request-head.js';
import type { HttpMethod } from './wire/request-head.js';
import { SHARED_READS } from './wire/wire-connection.js';
import { WireError } from './wire/wire-error.js';
import type { WireHandler } from './wire/wire-handler.js';
import { WirePool } from './wire/wire-pool.js';
import type { WirePoolOptions } from './wire/wire-pool.js';

export interface ConnectionOptions {
  addressGuard: AddressGuard;
  limits: UpstreamLimits;
  onConnections: (count: number) => void;
  /** For a server that takes tokens. */
  authorization?: AuthorizationSource;
}

export interface ConnectionRequest {
  method: HttpMethod;
  /** Path and query, where they are not the server's own. */
  target?: string;
  /** Lines that `headerLine` made, the same for many requests. */
  lines: string;
  /** Name and value by turns, beyond these and those that every request to this server has. */
  headers: readonly string[];
  /** A string stands for the bytes that its characters are. */
  body: Buffer | string | null;
  /** A stream that stays open. */
  longLived?: boolean;
}

const WITH_BODY: ReadonlySet<HttpMethod> = new Set<HttpMethod>(['POST', 'PUT', 'PATCH']);
/** Event streams that clients hold open have connections of their own, so that they leave those of calls alone. */
const STREAM_CONNECTIONS_MAX = 1024;

/** The keep-alive connections to one HTTP server, and what every request to it carries. */
export class HttpConnection {
  readonly origin: string;
  private readonly host: string;
  private readonly connect: WirePoolOptions['connect'];
  private readonly calls: WirePool;
  private streams: WirePool | null = null;
  private count = 0;
  private target: string;
  /** The head of every POST up to what is its own; null until the first was made. */
  private postHead: string | null = null;
  /** The authorization in it, where that changes. */
  private postAuthorization: string | null = null;

  constructor(
    private readonly server: McpServerRuntime,
    private readonly options: ConnectionOptions,
  ) {
    const url = addressOf(server.transport);
    this.origin = url.origin;
    this.host = url.host;
    this.target = `${url.pathname}${url.search}`;
    this.connect = connectTo(url, server, options.addressGuard);
    this.calls = this.pool(Math.min(server.settings.maxConcurrency, options.limits.connectionsMax));
  }

  get path(): string {
    return this.target;
  }

  /** The server redirects to another path of its own. */
  set path(path: string) {
    this.target = path;
    this.postHead = null;
  }

  /** Starts a request; the server's credential is added. What cannot be sent fails it like any other error. */
  dispatch(request: ConnectionRequest, handler: WireHandler): void {
    const pool = request.longLived ? (this.streams ??= this.pool(STREAM_CONNECTIONS_MAX)) : this.calls;
    let head: string;
    try {
      head = this.headOf(request);
    } catch (error) {
      return handler.onResponseError(null, error as Error);
    }
    pool.dispatch({ head, body: request.body, isHead: request.method === 'HEAD' }, handler);
  }

  /** The path of a redirect that stays on this server; null for any other. */
  sameOriginPath(location: string): string | null {
    const url = URL.canParse(location, this.origin + this.path) ? new URL(location, this.origin + this.path) : null;
    return url?.origin === this.origin ? `${url.pathname}${url.search}` : null;
  }

  close(): void {
    this.calls.destroy();
    this.streams?.destroy();
  }

  /** @throws WireError when something could break out of its line */
  private headOf({ method, target, lines, headers, body }: ConnectionRequest): string {
    const isPost = method === 'POST' && target === undefined;
    if (this.options.authorization) this.followAuthorization(this.options.authorization());
    let head = isPost ? (this.postHead ??= this.fixedHead('POST')) : this.fixedHead(method, target);
    head += lines;
    for (let i = 0; i < headers.length; i += 2) head += headerLine(headers[i] as string, headers[i + 1] as string);
    // A method that is expected to have a body says so where it has none (RFC 9110, section 8.6).
    return body === null && !WITH_BODY.has(method)
      ? `${head}\r\n`
      : `${head}content-length: ${body?.length ?? 0}\r\n\r\n`;
  }

  private followAuthorization(authorization: string | null): void {
    if (authorization === this.postAuthorization) return;
    this.postAuthorization = authorization;
    this.postHead = null;
  }

  private fixedHead(method: HttpMethod, target = this.target): string {
    const { authorization = null } = this.options;
    const [name, value] = credentialHeader(this.server.credential, authorization) ?? [];
    if (name !== undefined && FRAMING_HEADERS.has(name)) {
      throw new WireError('WIRE_INVALID_REQUEST', 'a credential cannot be a header that frames the request');
    }
    const credential = name === undefined || value === undefined ? '' : headerLine(name, value);
    return requestLine(method, target) + headerLine('host', this.host) + credential;
  }

  private pool(connectionsMax: number): WirePool {
    const onConnections = (change: 1 | -1): void => this.options.onConnections((this.count += change));
    return new WirePool({ connectionsMax, connect: this.connect, onConnections });
  }
}

function addressOf(transport: McpServerRuntime['transport']): URL {
  if (transport.type === 'stdio') throw new TypeError('not an HTTP server');
  return new URL(transport.type === 'openapi' ? transport.baseUrl : transport.url);
}

/** Opens sockets to the host of `url`, with TLS where it says so, to addresses that may be connected to. */
function connectTo(url: URL, server: McpServerRuntime, addressGuard: AddressGuard): WirePoolOptions['connect'] {
  const { protocol, host, port } = url;
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const connect = buildConnector({
    timeout: server.settings.connectTimeoutMs,
    lookup: addressGuard.lookup,
    allowH2: false,
    ...tlsOptions(server.credential),
    ...(protocol === 'http:' ? { onread: SHARED_READS } : {}),
  });
  return (callback) => {
    // A literal address is never looked up, so the guard would not be asked.
    if (isIP(hostname) !== 0 && !addressGuard.allows(hostname)) {
      callback(new AddressRefused('this address may not be connected to'), null);
    } else {
      connect({ hostname, host, protocol, port }, callback);
    }
  };
}

/** Headers that say where a request ends, or what becomes of its connection. */
const FRAMING_HEADERS = new Set([
  'connection', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]); // prettier-ignore

/** Names that a forwarded header may not have: the leg's own, and those that belong to a connection. */
const OWN_HEADERS = new Set([
  'accept', 'accept-encoding', 'connection', 'content-encoding', 'content-length', 'content-type', 'cookie', 'expect', 'host',
  'keep-alive', 'last-event-id', 'mcp-method', 'mcp-name', 'mcp-protocol-version', 'mcp-session-id', 'proxy-authorization',
  'te', 'traceparent', 'trailer', 'transfer-encoding', 'upgrade',
]); // prettier-ignore

/** Adds the client's headers that may be passed on; those that the server's credential sets are left out. */
export function addForwarded(
  headers: string[],
  forwarded: Record<string, string>,
  credential: RuntimeCredential,
): void {
  for (const name in forwarded) {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower) || credentialHeaderName(credential) === lower) continue;
    headers.push(lower, forwarded[name] as string);
  }
}
