import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GatewayOpsError, Uuid, type KeyPermission } from '@gatewayops/contracts';
import { currentRequest, secretsEqual } from '@gatewayops/service';
import type { FastifyRequest } from 'fastify';
import { KeyAuthenticator } from '../keys/key-authenticator.js';
import { rememberCaller, type CallerIdentity, type Requirement } from './caller.js';
import { OrganizationDirectory } from './organization-directory.js';

const REQUIREMENT = 'gatewayops:requirement';
const BEARER = /^Bearer +(\S+) *$/i;

/** The operator's bootstrap token, as something that can be injected. */
export class AdminToken {
  constructor(private readonly value: string) {}

  matches(given: string): boolean {
    return secretsEqual(given, this.value);
  }
}

/** Lets in who {@link Requires} asks for, and tells the handler by `@Caller()`. A handler that asks for nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly adminToken: AdminToken,
    private readonly keys: KeyAuthenticator,
    private readonly organizations: OrganizationDirectory,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const requirement = this.reflector.getAllAndOverride<Requirement | undefined>(REQUIREMENT, places);
    if (requirement === undefined) throw new GatewayOpsError('forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const credential = bearerOf(request);
    if (!this.adminToken.matches(credential)) {
      remember(request, await this.authenticateKey(credential, requirement));
    } else if (requirement !== 'operator') {
      remember(request, { kind: 'admin', orgId: await this.organizationOf(request) });
    }
    return true;
  }

  private async authenticateKey(credential: string, requirement: Requirement): Promise<CallerIdentity> {
    const verdict = await this.keys.authenticate(credential);
    if (!verdict.valid) throw new GatewayOpsError('invalid_token');
    const { principal } = verdict;
    const granted: readonly string[] = principal.scopes.permissions;
    if (!granted.includes(requirement)) {
      const message =
        requirement === 'admin' || requirement === 'operator' ? 'needs the admin token' : `needs ${requirement}`;
      throw new GatewayOpsError('insufficient_permissions', { details: [{ field: 'permission', message }] });
    }
    return { kind: 'key', orgId: principal.orgId, principal };
  }

  private async organizationOf(request: FastifyRequest): Promise<string> {
    const parsed = Uuid.safeParse(request.headers['x-organization-id']);
    if (!parsed.success) {
      const message = 'name the organisation by its UUID';
      throw new GatewayOpsError('validation_error', { details: [{ field: 'X-Organization-Id', message }] });
    }
    await this.organizations.assertExists(parsed.data);
    return parsed.data;
  }
}

function bearerOf(request: FastifyRequest): string {
  const match = BEARER.exec(request.headers.authorization ?? '');
  if (!match?.[1]) throw new GatewayOpsError('unauthorized');
  return match[1];
}

function remember(request: FastifyRequest, caller: CallerIdentity): void {
  rememberCaller(request, caller);
  const context = currentRequest();
  if (context === undefined) return;
  context.orgId = caller.orgId;
  context.userId = caller.kind === 'key' ? (caller.principal.userId ?? undefined) : undefined;
}

/**
 * Who may call a controller or handler: a key with `permission` (or the admin token that names an organisation), `admin`
 * for the admin token with an organisation only, `operator` for the admin token without one.
 */
export const Requires = (requirement: KeyPermission | 'admin' | 'operator'): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(REQUIREMENT, requirement), UseGuards(AccessGuard));
