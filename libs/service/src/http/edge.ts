import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceEnvironment } from '../environment/service-environment.js';
import { requestIdOf } from './request-id.js';
import { TrustedProxies } from './trusted-proxies.js';

type EdgeSettings = Pick<
  ServiceEnvironment,
  'TRUSTED_PROXIES' | 'CORS_ORIGINS' | 'ALLOWED_HOSTS' | 'HSTS' | 'HSTS_MAX_AGE_SECONDS'
>;
export type HeaderRecord = Readonly<Record<string, string>>;

/** What of a request the edge looks at: one of Node's HTTP library, or one read from the wire. */
export interface EdgeRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** To whom {@link Edge.isForeign} is true. */
export const FOREIGN =
  'This host, or the web page of this origin, is not one that this service answers (ALLOWED_HOSTS, CORS_ORIGINS).';

/** What a JSON API tells browsers: nothing in an answer may be run, framed, guessed at or passed on. */
const SECURITY_HEADERS: HeaderRecord = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

const CORS_EXPOSED =
  'X-Request-ID, X-Trace-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Mcp-Session-Id';
const CORS_ALLOWED =
  'Authorization, Content-Type, Accept, X-Request-ID, X-Organization-Id, X-Agent-Name, Traceparent, Mcp-Session-Id, ' +
  'MCP-Protocol-Version, Mcp-Method, Mcp-Name, Last-Event-ID';

/**
 * What every answer of a service carries before anyone has looked at the request: its id, security headers, HSTS and
 * CORS. Knows no framework, so that the gateway's front can use it below Fastify.
 */
export class Edge {
  readonly proxies: TrustedProxies;
  private readonly plain: HeaderRecord;
  private readonly secure: HeaderRecord;
  private readonly origins: ReadonlySet<string>;
  private readonly hosts: ReadonlySet<string>;
  /** The last that was found to be ours: callers seldom change theirs. */
  private ownHost: string | null = null;

  constructor(settings: EdgeSettings) {
    this.proxies = new TrustedProxies(settings.TRUSTED_PROXIES);
    this.origins = new Set(settings.CORS_ORIGINS);
    this.hosts = new Set(settings.ALLOWED_HOSTS.map((host) => host.toLowerCase()));
    const vary: HeaderRecord = this.origins.size > 0 ? { vary: 'Origin' } : {};
    const hsts = { 'strict-transport-security': `max-age=${settings.HSTS_MAX_AGE_SECONDS}; includeSubDomains` };
    const base = { ...SECURITY_HEADERS, ...vary };
    this.plain = settings.HSTS === 'always' ? { ...base, ...hsts } : base;
    this.secure = settings.HSTS === 'off' ? base : { ...base, ...hsts };
  }

  requestId(request: EdgeRequest): string {
    return requestIdOf(request.headers['x-request-id']);
  }

  /** Address of the client as far as proxies may be believed. */
  clientAddress(request: EdgeRequest): string {
    return this.proxies.clientAddress(request.socket.remoteAddress, textOf(request.headers['x-forwarded-for']));
  }

  isSecure(request: EdgeRequest): boolean {
    if ('encrypted' in request.socket) return true;
    return this.proxies.isSecure(request.socket.remoteAddress, textOf(request.headers['x-forwarded-proto']));
  }

  /** Security headers of an answer; the same frozen object for each request of a kind. */
  securityHeaders(request: EdgeRequest): HeaderRecord {
    return this.isSecure(request) ? this.secure : this.plain;
  }

  /**
   * Whether a request is not meant for us, whatever credential it has: it was sent to a name that is not ours (DNS rebinding),
   * or by a web page of an origin that may not call (MCP, Transports, Security). `anyOrigin`: pages of all origins may.
   */
  isForeign({ headers }: EdgeRequest, anyOrigin = false): boolean {
    const { host = '', origin } = headers;
    if (host !== this.ownHost && !this.isOwn(host)) return true;
    if (anyOrigin) return false;
    if (origin === undefined || this.origins.has(origin)) return false;
    return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
  }

  private isOwn(host: string): boolean {
    if (this.hosts.size > 0 && !this.hosts.has(nameOf(host))) return false;
    this.ownHost = host;
    return true;
  }

  /** CORS headers of an answer to `request`; null where its origin is absent or not allowed. */
  corsHeaders(request: EdgeRequest): HeaderRecord | null {
    const origin = request.headers.origin;
    if (origin === undefined || !this.origins.has(origin)) return null;
    return {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': CORS_EXPOSED,
      'cross-origin-resource-policy': 'cross-origin',
    };
  }

  /** The answer to a preflight request (Fetch standard, CORS-preflight); null where `request` is none or not allowed. */
  preflightHeaders(request: EdgeRequest): HeaderRecord | null {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return null;
    const cors = this.corsHeaders(request);
    if (cors === null) return null;
    return {
      ...cors,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': CORS_ALLOWED,
      'access-control-max-age': '600',
    };
  }
}

/** Without the port. */
const nameOf = (host: string): string => host.replace(/:\d*$/, '').toLowerCase();

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;
