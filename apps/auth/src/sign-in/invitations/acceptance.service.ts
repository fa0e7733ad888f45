import { cookieOf } from '@gatewayops/access';
import { GatewayOpsError, SESSION_COOKIE, type PersonSession } from '@gatewayops/contracts';
import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { recordAudit } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { withConflicts } from '../../database/conflicts.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { claimUser, insertMember } from '../../people/member-rows.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { visitorOf } from '../people/person-audit.js';
import { setPersonName, storePasswordHash } from '../people/person-rows.js';
import { enterPerson } from '../people/person-transactions.js';
import { acceptInvitation, findInvitation, type FoundInvitation } from './invitation-rows.js';
import { invitationTokenHash } from './invitations.service.js';

/** What somebody new sets with the link. */
export interface Newcomer {
  name: string;
  passwordHash: string | null;
}

/** Accepting an invitation. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly sessions: SessionsService,
  ) {}

  find(token: string): Promise<FoundInvitation | null> {
    return this.tenants.runWithoutOrganization((manager) => findInvitation(manager, invitationTokenHash(token)));
  }

  /** Who is signed in in this browser; null for nobody. */
  async visitor(request: FastifyRequest): Promise<PersonSession | null> {
    const token = cookieOf(request.headers.cookie, SESSION_COOKIE);
    const verdict = token === undefined ? null : await this.sessions.authenticate(token);
    return verdict?.valid === true ? verdict.session : null;
  }

  /**
   * Whether the link is enough to become the person of its address: nobody has signed in as them yet, and either it came to
   * that address by mail, or they belong to nothing that could be taken from them.
   */
  letsNewcomerIn(invitation: FoundInvitation): boolean {
    return !invitation.can_sign_in && (invitation.mailed || !invitation.belongs);
  }

  /** The id of who has joined. @throws GatewayOpsError `conflict` where they belong to it, or were not the first */
  async join(request: FastifyRequest, invitation: FoundInvitation, newcomer: Newcomer | null): Promise<string> {
    const { org_id: orgId, email, role } = invitation;
    return this.transactions.change(orgId, async (manager) => {
      const message = 'This invitation was accepted already, or taken back.';
      if (!(await acceptInvitation(manager, invitation.id))) throw new GatewayOpsError('conflict', { message });
      const userId = await claimUser(manager, uuidv7(), email);
      await withConflicts(() => insertMember(manager, orgId, userId, { role, name: newcomer?.name ?? null }));
      if (newcomer !== null) await settle(manager, userId, newcomer);
      const actor = visitorOf(request, { id: userId, email });
      const details = { email, role, invitation: invitation.id };
      await recordAudit(manager, { orgId, actor, action: 'user.created', resourceType: 'user', resourceId: userId, details }); // prettier-ignore
      await this.generations.raise(manager, orgId);
      return userId;
    });
  }
}

async function settle(manager: EntityManager, userId: string, { name, passwordHash }: Newcomer): Promise<void> {
  await enterPerson(manager, userId);
  await setPersonName(manager, userId, name);
  if (passwordHash !== null) await storePasswordHash(manager, userId, passwordHash);
}
