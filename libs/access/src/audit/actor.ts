import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf, personOf } from '../guard/caller.js';

/** Who made a change and from where, for the audit log. */
export interface Actor {
  type: 'user' | 'api_key' | 'system';
  id: string | null;
  /** Of a person; null for keys and the system. */
  email: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  requestId: string | null;
}

/** What a service does of its own accord. */
export const SYSTEM_ACTOR: Actor = {
  type: 'system', id: null, email: null, ipAddress: null, userAgent: null, requestId: null,
}; // prettier-ignore

const USER_AGENT_LENGTH_MAX = 512;

/** The caller of an endpoint: the operator's token stands for the system, not for a person. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    ...identityOf(request),
    ipAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    requestId: request.id,
  };
});

function identityOf(request: FastifyRequest): Pick<Actor, 'type' | 'id' | 'email'> {
  const person = personOf(request);
  if (person !== undefined) return { type: 'user', id: person.userId, email: person.email };
  const caller = callerOf(request);
  if (caller?.kind === 'key') return { type: 'api_key', id: caller.principal.keyId, email: null };
  return { type: 'system', id: null, email: null };
}
