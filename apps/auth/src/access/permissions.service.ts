import {
  GatewayOpsError,
  PERMISSIONS,
  type CheckPermissionRequest,
  type Permission,
  type PermissionAnswer,
  type PermissionVerdict,
  type PersonAccess,
} from '@gatewayops/contracts';
import { covers, reaches, reachesNothing, reachOf } from '@gatewayops/domain';
import { Injectable } from '@nestjs/common';
import { PersonAccesses } from './person-access.js';

const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[];

/** Says who may do what, and why. */
@Injectable()
export class PermissionsService {
  constructor(private readonly accesses: PersonAccesses) {}

  /** Whether a person may do something in an organisation, to a thing of a team or of a person where one is named. */
  async check({ orgId, userId, permission, teamId, ownerId }: CheckPermissionRequest): Promise<PermissionVerdict> {
    const access = await this.accesses.of(orgId, userId);
    if (access === null) return { allowed: false, reason: 'They do not belong to this organisation.' };
    const reach = reachOf(access.grants, permission, access.teamIds);
    if (reachesNothing(reach)) return { allowed: false, reason: `None of their roles gives ${permission}.` };
    if (reaches(reach, userId, { teamId, userId: ownerId })) {
      return { allowed: true, reason: `Given by ${rolesGiving(access, permission).join(', ')}.` };
    }
    return { allowed: false, reason: `They have ${permission} for other teams, or for what is their own.` };
  }

  /** Each permission there is, with what the asking person's roles say to it. */
  list(access: PersonAccess): PermissionAnswer[] {
    return EVERY_PERMISSION.map((permission) => answerOf(access, permission, 'your'));
  }

  /** The same of somebody else. @throws GatewayOpsError `not_found` for who does not belong to the organisation */
  async listOf(orgId: string, userId: string): Promise<PermissionAnswer[]> {
    const access = await this.accesses.of(orgId, userId);
    if (access === null) throw new GatewayOpsError('not_found');
    return EVERY_PERMISSION.map((permission) => answerOf(access, permission, 'their'));
  }
}

const rolesGiving = (access: PersonAccess, permission: Permission): string[] => [
  ...new Set(access.grants.filter((grant) => covers(grant.permission, permission)).map(({ role }) => role)),
];

function answerOf(access: PersonAccess, permission: Permission, whose: 'your' | 'their'): PermissionAnswer {
  const reach = reachOf(access.grants, permission, access.teamIds);
  const allowed = !reachesNothing(reach);
  const roles = [...new Set(access.grants.map(({ role }) => role))];
  return {
    permission,
    description: PERMISSIONS[permission],
    allowed,
    reach: reach.organization ? 'organization' : reach.teamIds.length > 0 ? 'team' : reach.own ? 'own' : null,
    team_ids: [...reach.teamIds],
    granted_by: rolesGiving(access, permission),
    why_not: allowed ? null : `None of ${whose} roles (${roles.join(', ') || 'none'}) gives ${permission}.`,
  };
}
