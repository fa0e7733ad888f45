import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GatewayOpsError, type Permission, type PersonSession, type Principal } from '@gatewayops/contracts';
import type { PermissionReach } from '@gatewayops/domain';
import type { FastifyRequest } from 'fastify';

/** Who asks an API, of which organisation, and how far what the endpoint asked for reaches. */
export type CallerIdentity = { orgId: string; reach: PermissionReach } & (
  { kind: 'admin' } | { kind: 'key'; principal: Principal } | { kind: 'person'; person: PersonSession }
);

/**
 * What an endpoint asks for: a permission of the organisation's; `operator` – the admin token, of no organisation; `person` –
 * anybody who is signed in, about themselves.
 */
export type Requirement = Permission | 'operator' | 'person';

export interface RequirementOptions {
  /** The handler lets `caller.reach` decide what is seen and changed. Without it only who may do so everywhere gets in. */
  narrows?: boolean;
  /** Name of the path's parameter that is the organisation; else the admin token names it in `X-Organization-Id`. */
  organizationIn?: string;
  /** API keys are not let in, whatever they were given: it is for people, and the operator. */
  refusesKeys?: boolean;
  /** A person must have proven who they are in the last ten minutes. */
  recentSignIn?: boolean;
}

export interface AccessRule extends RequirementOptions {
  requirement: Requirement;
}

const callers = new WeakMap<FastifyRequest, CallerIdentity>();
const people = new WeakMap<FastifyRequest, PersonSession>();

export const rememberCaller = (request: FastifyRequest, caller: CallerIdentity): void =>
  void callers.set(request, caller);

export const rememberPerson = (request: FastifyRequest, person: PersonSession): void =>
  void people.set(request, person);

/** Who asked, where the guard has let them in for a permission. */
export const callerOf = (request: FastifyRequest): CallerIdentity | undefined => callers.get(request);

/** The person who asked, at any endpoint that lets people in. */
export const personOf = (request: FastifyRequest): PersonSession | undefined => people.get(request);

/** Who asks. Its `orgId` is the only organisation that a handler may touch. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): CallerIdentity => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new GatewayOpsError('unauthorized');
  return caller;
});

/** The signed-in person, at endpoints of `@Requires('person')`. */
export const Person = createParamDecorator((_data: unknown, context: ExecutionContext): PersonSession => {
  const person = people.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (person === undefined) throw new GatewayOpsError('unauthorized');
  return person;
});
