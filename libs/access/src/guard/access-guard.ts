import { ApiExtension } from '@nestjs/swagger';
import { applyDecorators, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import {
  API_KEY_PATTERN,
  GatewayOpsError,
  RECENT_SIGN_IN_MS,
  Uuid,
  type PersonSession,
  type Principal,
} from '@gatewayops/contracts';
import {
  addressIsWithin,
  EVERYWHERE,
  NOWHERE,
  reachesNothing,
  reachOf,
  type PermissionReach,
} from '@gatewayops/domain';
import { accessDeclared, currentRequest, declareAccess, secretsEqual } from '@gatewayops/service';
import type { FastifyRequest } from 'fastify';
import { KeyAuthenticator } from '../keys/key-authenticator.js';
import { SessionAuthenticator } from '../sessions/session-authenticator.js';
import { rememberCaller, rememberPerson, type AccessRule, type CallerIdentity, type Requirement, type RequirementOptions } from './caller.js'; // prettier-ignore
import { AccessUses, type Actor } from './access-uses.js';
import { credentialOf, refuseForgery } from './credential.js';
import { OrganizationDirectory } from './organization-directory.js';

/** The operator's bootstrap token, as something that can be injected. */
export class AdminToken {
  constructor(private readonly value: string) {}

  matches(given: string): boolean {
    return secretsEqual(given, this.value);
  }
}

/**
 * Lets in who {@link Requires} asks for, and tells the handler by `@Caller()` and `@Person()`. The one place where roles and
 * permissions are enforced. A handler that asks for nothing is closed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly adminToken: AdminToken,
    private readonly keys: KeyAuthenticator,
    private readonly sessions: SessionAuthenticator,
    private readonly organizations: OrganizationDirectory,
    private readonly uses: AccessUses,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = accessDeclared(context.getHandler(), context.getClass());
    if (declared?.kind === 'public') return true;
    if (declared?.kind !== 'requires') throw new GatewayOpsError('forbidden');
    const rule = declared.rule as AccessRule;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.admit(request, rule);
    if (caller === null) return true;
    refuseOtherOrganization(request, rule, caller);
    remember(request, caller);
    const actor = actorOf(caller);
    if (actor !== null) this.uses.granted(actor, request.ip);
    return true;
  }

  /** The caller with an organisation; null for the operator, and for people at what is about themselves. */
  private async admit(request: FastifyRequest, rule: AccessRule): Promise<CallerIdentity | null> {
    const credential = credentialOf(request);
    if (credential.kind === 'session') return this.admitPerson(request, credential.token, rule);
    if (!this.adminToken.matches(credential.token)) return this.admitKey(request, credential.token, rule);
    if (rule.requirement === 'operator') return null;
    if (rule.requirement === 'person') throw lacks('person');
    return { kind: 'admin', orgId: await this.organizationOf(request, rule), reach: EVERYWHERE };
  }

  private async admitKey(request: FastifyRequest, token: string, rule: AccessRule): Promise<CallerIdentity> {
    const { requirement, refusesKeys = false } = rule;
    if (!API_KEY_PATTERN.test(token)) throw new GatewayOpsError('invalid_token');
    const verdict = await this.keys.authenticate(token);
    if (!verdict.valid) throw new GatewayOpsError('invalid_token');
    const { principal } = verdict;
    refuseAddress(principal, request.ip);
    const granted: readonly string[] = principal.scopes.permissions;
    if (refusesKeys || !granted.includes(requirement))
      throw this.deny(request, actorOfKey(principal), refusesKeys ? 'person' : requirement);
    return { kind: 'key', orgId: principal.orgId, reach: EVERYWHERE, principal };
  }

  private async admitPerson(request: FastifyRequest, token: string, rule: AccessRule): Promise<CallerIdentity | null> {
    const verdict = await this.sessions.authenticate(token);
    if (!verdict.valid)
      throw new GatewayOpsError('invalid_token', { message: 'This session has ended. Sign in again.' });
    const { session } = verdict;
    refuseForgery(request, session);
    if (rule.recentSignIn) refuseLongSignedIn(session);
    rememberPerson(request, session);
    const { requirement } = rule;
    if (requirement === 'person') return null;
    if (requirement !== 'operator' && session.hurdle !== null) throw new GatewayOpsError(session.hurdle.code);
    if (session.orgId === null) throw lacks(requirement);
    const actor = actorOfPerson(session, session.orgId);
    if (requirement === 'operator') throw this.deny(request, actor, requirement);
    const reach = reachOfPerson(session, requirement);
    const suffices = rule.narrows === true ? !reachesNothing(reach) : reach.organization;
    if (!suffices) throw this.deny(request, actor, requirement);
    return { kind: 'person', orgId: session.orgId, reach, person: session };
  }

  private deny(request: FastifyRequest, actor: Actor, requirement: Requirement): GatewayOpsError {
    this.uses.denied(actor, request.ip, requirement);
    return lacks(requirement);
  }

  private async organizationOf(request: FastifyRequest, { organizationIn }: AccessRule): Promise<string> {
    const field = organizationIn ?? 'X-Organization-Id';
    const parsed = Uuid.safeParse(
      organizationIn ? pathOf(request)[organizationIn] : request.headers['x-organization-id'],
    );
    if (!parsed.success) {
      const message = 'name the organisation by its UUID';
      throw new GatewayOpsError('validation_error', { details: [{ field, message }] });
    }
    await this.organizations.assertExists(parsed.data);
    return parsed.data;
  }
}

const actorOfKey = ({ orgId, keyId }: Principal): Actor => ({
  orgId,
  actorType: 'api_key',
  actorId: keyId,
  actorEmail: null,
});

const actorOfPerson = ({ userId, email }: PersonSession, orgId: string): Actor => ({
  orgId,
  actorType: 'user',
  actorId: userId,
  actorEmail: email,
});

/** The operator's doings are told one by one, by what they change. */
function actorOf(caller: CallerIdentity): Actor | null {
  if (caller.kind === 'admin') return null;
  return caller.kind === 'key' ? actorOfKey(caller.principal) : actorOfPerson(caller.person, caller.orgId);
}

function reachOfPerson(
  { access }: PersonSession,
  requirement: Exclude<Requirement, 'operator' | 'person'>,
): PermissionReach {
  return access === null ? NOWHERE : reachOf(access.grants, requirement, access.teamIds);
}

function refuseAddress({ allowedAddresses }: Principal, address: string): void {
  if (allowedAddresses.length === 0 || addressIsWithin(address, allowedAddresses)) return;
  throw new GatewayOpsError('forbidden', { message: 'This key may not be used from this address.' });
}

function refuseLongSignedIn({ authenticatedAtMs }: PersonSession): void {
  if (Date.now() - authenticatedAtMs > RECENT_SIGN_IN_MS) throw new GatewayOpsError('reauthentication_required');
}

/** Whoever names an organisation works in that one: what belongs to another, or is another, is not found. */
function refuseOtherOrganization(
  request: FastifyRequest,
  { organizationIn }: AccessRule,
  caller: CallerIdentity,
): void {
  const inPath = organizationIn === undefined ? undefined : pathOf(request)[organizationIn];
  const inHeader = caller.kind === 'key' ? undefined : request.headers['x-organization-id'];
  for (const named of [inPath, inHeader]) {
    if (typeof named === 'string' && named.toLowerCase() !== caller.orgId) throw new GatewayOpsError('not_found');
  }
}

const pathOf = (request: FastifyRequest): Record<string, string | undefined> =>
  request.params as Record<string, string | undefined>;

function lacks(requirement: Requirement): GatewayOpsError {
  const message =
    requirement === 'operator'
      ? 'needs the admin token'
      : requirement === 'person'
        ? 'needs somebody who is signed in'
        : `needs ${requirement}`;
  return new GatewayOpsError('insufficient_permissions', { details: [{ field: 'permission', message }] });
}

function remember(request: FastifyRequest, caller: CallerIdentity): void {
  rememberCaller(request, caller);
  const context = currentRequest();
  if (context === undefined) return;
  context.orgId = caller.orgId;
  if (caller.kind === 'key') context.userId = caller.principal.userId ?? undefined;
  if (caller.kind === 'person') context.userId = caller.person.userId;
}

/**
 * Who may call a controller or handler: a key or a person with `permission`, or the admin token with an organisation;
 * `operator`: the admin token without one; `person`: who is signed in, about themselves.
 */
export const Requires = (
  requirement: Requirement,
  options: RequirementOptions = {},
): ClassDecorator & MethodDecorator => {
  const rule: AccessRule = { ...options, requirement };
  return applyDecorators(
    declareAccess({ kind: 'requires', rule }),
    UseGuards(AccessGuard),
    ApiExtension('x-required-permission', requirement),
  );
};
