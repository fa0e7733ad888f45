import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Whoever names an organisation in `X-Organization-Id` works in that one: the address of another is then not found. Runs
 * after the guard that checks the credential.
 */
@Injectable()
export class NamedOrganizationGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    const named = request.headers['x-organization-id'];
    const { id } = request.params;
    if (typeof named === 'string' && id !== undefined && id.toLowerCase() !== named.toLowerCase())
      throw new GatewayOpsError('not_found');
    return true;
  }
}
