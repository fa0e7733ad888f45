import { cookieOf } from '@gatewayops/access';
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Tells the browser that began from every other one (OAuth 2.1, 4.1.1: the state is bound to the user agent). */
const NAME = '__Host-gwo_connect';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600';

export const browserSecretOf = (request: FastifyRequest): string => cookieOf(request.headers.cookie, NAME) ?? '';

/** The browser's own, or a new one. */
export function ensureBrowserSecret(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserSecretOf(request);
  const secret = /^[A-Za-z0-9_-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
  void reply.header('set-cookie', `${NAME}=${secret}; ${ATTRIBUTES}`);
  return secret;
}
