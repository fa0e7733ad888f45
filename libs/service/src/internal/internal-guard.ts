import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { FastifyRequest } from 'fastify';
import { declareAccess } from '../http/access-declaration.js';
import { verifyServiceToken } from './service-token.js';

/** Who this process is, and the secret that services prove themselves to each other with. */
export class ServiceIdentity {
  constructor(
    readonly name: string,
    readonly secret: string,
  ) {}
}

/** The service of ours that a request proves to come from; null where it proves nothing. */
export function serviceCallerOf(request: FastifyRequest, identity: ServiceIdentity): string | null {
  const header = request.headers.authorization;
  if (header === undefined || !header.startsWith(SCHEME)) return null;
  return verifyServiceToken(identity.secret, identity.name, header.slice(SCHEME.length));
}

const CALLERS = 'gatewayops:internal-callers';
const SCHEME = 'Service ';
const callers = new WeakMap<FastifyRequest, string>();

/** Lets in services of ours only, by their short-lived token. */
@Injectable()
export class InternalGuard implements CanActivate {
  constructor(
    private readonly identity: ServiceIdentity,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers.authorization;
    if (header === undefined || !header.startsWith(SCHEME)) {
      throw new GatewayOpsError('unauthorized', { message: 'This address is for services of GatewayOps.' });
    }
    const caller = serviceCallerOf(request, this.identity);
    if (caller === null) throw new GatewayOpsError('invalid_token');
    const allowed = this.reflector.getAllAndOverride<string[]>(CALLERS, [context.getHandler(), context.getClass()]);
    if (allowed.length > 0 && !allowed.includes(caller)) throw new GatewayOpsError('forbidden');
    callers.set(request, caller);
    return true;
  }
}

/**
 * Marks a controller of `/internal/v1/…`: only services may call it, those named or, without names, all of them. It is
 * left out of the public API's description.
 */
export const Internal = (...allowedCallers: string[]): ClassDecorator =>
  applyDecorators(
    declareAccess({ kind: 'internal' }),
    SetMetadata(CALLERS, allowedCallers),
    UseGuards(InternalGuard),
    ApiExcludeController(),
  );

/** The name of the service that calls. */
export const CallingService = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new GatewayOpsError('unauthorized');
  return caller;
});
