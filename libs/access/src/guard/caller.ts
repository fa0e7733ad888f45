import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GatewayOpsError, type KeyPermission, type Principal } from '@gatewayops/contracts';
import type { FastifyRequest } from 'fastify';

/** Who asks an API: the operator's admin token for one organisation, or an API key of one. */
export type CallerIdentity = { kind: 'admin'; orgId: string } | { kind: 'key'; orgId: string; principal: Principal };

/**
 * What an endpoint asks for: `admin` – the admin token with an organisation; `operator` – the admin token, of no
 * organisation; a permission – a key that has it, or the admin token with an organisation.
 */
export type Requirement = 'admin' | 'operator' | KeyPermission;

const callers = new WeakMap<FastifyRequest, CallerIdentity>();

export const rememberCaller = (request: FastifyRequest, caller: CallerIdentity): void =>
  void callers.set(request, caller);

/** Who asks. Its `orgId` is the only organisation that a handler may touch. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): CallerIdentity => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new GatewayOpsError('unauthorized');
  return caller;
});
