import { SESSION_COOKIE } from '@gatewayops/contracts';
import type { FastifyReply } from 'fastify';
import { SESSION_LIFE_MS } from './session-store.js';

/** What the prefix `__Host-` asks for (RFC 6265bis, 4.1.3.2), out of reach of scripts and of other sites' forms. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Browsers take cookies that are `Secure` from `http://localhost`, too. */
export function setSessionCookie(reply: FastifyReply, token: string): void {
  const seconds = Math.floor(SESSION_LIFE_MS / 1000);
  void reply.header('set-cookie', `${SESSION_COOKIE}=${token}; Max-Age=${seconds}; ${ATTRIBUTES}`);
}

export function dropSessionCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${SESSION_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`);
}
