import { hash, randomBytes } from 'node:crypto';
import { cookieOf } from '@gatewayops/access';
import { secretsEqual } from '@gatewayops/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = '__Host-gwo_sso';
const VALUE = /^[A-Za-z0-9_-]{43}$/;
const LIFE_SECONDS = 900;

/**
 * Ties a sign-in to the browser that began it, by a cookie that no other site can set or read. What is kept is its digest.
 * Several sign-ins in one browser share it.
 */
export function bindBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = cookieOf(request.headers.cookie, COOKIE);
  const value = known !== undefined && VALUE.test(known) ? known : randomBytes(32).toString('base64url');
  void reply.header(
    'set-cookie',
    `${COOKIE}=${value}; Max-Age=${LIFE_SECONDS}; Path=/; Secure; HttpOnly; SameSite=Lax`,
  );
  return digestOf(value);
}

/** Whether a request comes from the browser of this digest. */
export function isBrowser(request: FastifyRequest, digest: string): boolean {
  const value = cookieOf(request.headers.cookie, COOKIE);
  return value !== undefined && secretsEqual(digestOf(value), digest);
}

/** Whether another site led the browser here (Fetch Metadata): then the person has not asked for it with us. */
export function cameFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

const digestOf = (value: string): string => hash('sha256', value, 'hex');
