import { cookieOf } from '@gatewayops/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CHALLENGE_LIFE_MS } from './sign-in-challenges.js';

const NAME = '__Host-gwo_challenge';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

export const challengeTokenOf = (request: FastifyRequest): string | undefined =>
  cookieOf(request.headers.cookie, NAME) || undefined;

export function setChallengeCookie(reply: FastifyReply, token: string): void {
  void reply.header('set-cookie', `${NAME}=${token}; Max-Age=${CHALLENGE_LIFE_MS / 1000}; ${ATTRIBUTES}`);
}

export function dropChallengeCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}
