import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who made a change and from where, for the audit log. */
export interface Actor {
  type: 'user' | 'api_key' | 'system';
  id: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  requestId: string | null;
}

const USER_AGENT_LENGTH_MAX = 512;

/** The caller of an administrative endpoint: the operator's token stands for the system, not for a person. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    type: 'system',
    id: null,
    ipAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    requestId: request.id,
  };
});
