import { GatewayOpsError } from '@gatewayops/contracts';
import { queryRow, TenantTransactions } from '@gatewayops/postgres';
import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KeyDigester } from '../api-keys/key-secret.js';
import type { Actor } from '../changes/actor.js';

/** A provisioning client, by its token. */
export interface ScimClient {
  orgId: string;
  actor: Actor;
}

export const SCIM_TOKEN = /^gwo_scim_[A-Za-z0-9]{43}$/;
const Found = z.object({ id: z.string(), org_id: z.string() });
const clients = new WeakMap<FastifyRequest, ScimClient>();

/** Lets in who has a SCIM token, for its organisation. */
@Injectable()
export class ScimGuard implements CanActivate {
  constructor(
    private readonly digester: KeyDigester,
    private readonly tenants: TenantTransactions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new GatewayOpsError('unauthorized', { message: 'Send a SCIM token as Bearer.' });
    if (!SCIM_TOKEN.test(token)) throw new GatewayOpsError('invalid_token');
    const found = await this.tenants.runWithoutOrganization((manager) =>
      queryRow(manager, Found, 'SELECT * FROM find_scim_token($1)', [this.digester.lookupOf(token)]),
    );
    if (found === null) throw new GatewayOpsError('invalid_token');
    const userAgent = request.headers['user-agent']?.slice(0, 512) ?? null;
    const actor: Actor = {
      type: 'api_key',
      id: found.id,
      email: null,
      ipAddress: request.ip,
      userAgent,
      requestId: request.id,
    };
    clients.set(request, { orgId: found.org_id, actor });
    return true;
  }
}

export const Scim = createParamDecorator((_data: unknown, context: ExecutionContext): ScimClient => {
  const client = clients.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (client === undefined) throw new GatewayOpsError('unauthorized');
  return client;
});
