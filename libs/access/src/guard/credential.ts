import { CSRF_FIELD, CSRF_HEADER, GatewayOpsError, SESSION_COOKIE, type PersonSession } from '@gatewayops/contracts';
import { secretsEqual } from '@gatewayops/service';
import type { FastifyRequest } from 'fastify';

/** What a request proves its caller with. */
export type Credential = { kind: 'bearer'; token: string } | { kind: 'session'; token: string };

const BEARER = /^Bearer +(\S+) *$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The credential of a request: a bearer, or else the session's cookie. A page never sends a bearer, so one that is there is
 * what the caller means.
 * @throws GatewayOpsError `unauthorized` where there is neither
 */
export function credentialOf(request: FastifyRequest): Credential {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const match = BEARER.exec(authorization);
    if (match?.[1]) return { kind: 'bearer', token: match[1] };
    throw new GatewayOpsError('unauthorized');
  }
  const token = cookieOf(request.headers.cookie, SESSION_COOKIE);
  if (token === undefined) throw new GatewayOpsError('unauthorized');
  return { kind: 'session', token };
}

/** The value of a cookie in a `Cookie` header (RFC 6265bis, 5.8.3); undefined where it is not there. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * Refuses a change that another site may have had the browser send: a cookie goes along with it; the header, or the hidden field
 * of a form of ours, does not.
 * @throws GatewayOpsError `forbidden`
 */
export function refuseForgery(request: FastifyRequest, session: PersonSession): void {
  if (SAFE_METHODS.has(request.method)) return;
  const given = request.headers[CSRF_HEADER] ?? fieldOf(request.body);
  if (typeof given === 'string' && secretsEqual(given, session.csrfToken)) return;
  const message = 'Send the token of the session, from GET /v1/auth/session.';
  throw new GatewayOpsError('forbidden', { message, details: [{ field: 'X-CSRF-Token', message }] });
}

function fieldOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[CSRF_FIELD] : undefined;
}
