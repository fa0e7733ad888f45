import { hash, randomBytes } from 'node:crypto';
import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateInvitation, type IssuedInvitation, type PageQuery } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseHigherRole } from '../../access/own-rights.js';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, positionOf } from '../../http/paging.js';
import { userIdOf } from '../../http/reach.js';
import { Mailer } from '../../mail/mailer.js';
import { readOrganization } from '../../organizations/organization-rows.js';
import { RelyingParty } from '../passkeys/passkeys.service.js';
import { invitationMail } from '../people/people-mails.js';
import { deleteOpenInvitation, insertInvitation, isMember, listOpenInvitations } from './invitation-rows.js';

const LIFE_DAYS = 7;

export const invitationTokenHash = (token: string): Buffer => hash('sha256', token, 'buffer');

/** Asking people to join an organisation. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly mailer: Mailer,
    private readonly site: RelyingParty,
  ) {}

  /** @throws GatewayOpsError `insufficient_permissions` for a role above one's own, `conflict` for a member */
  async create(caller: CallerIdentity, actor: Actor, { email, role }: CreateInvitation): Promise<IssuedInvitation> {
    refuseHigherRole(caller, role);
    const { orgId } = caller;
    const token = randomBytes(32).toString('base64url');
    const mailed = this.mailer.isConfigured;
    const { invitation, organization } = await this.transactions.change(orgId, async (manager) => {
      if (await isMember(manager, email)) throw alreadyMember();
      const former = await deleteOpenInvitation(manager, { email });
      if (former !== null) refuseHigherRole(caller, former.role);
      const expiresAt = new Date(Date.now() + LIFE_DAYS * 86_400_000);
      const row = { id: uuidv7(), orgId, email, role, tokenHash: invitationTokenHash(token), mailed, expiresAt };
      const made = await insertInvitation(manager, { ...row, invitedBy: userIdOf(caller) });
      await this.record(manager, orgId, actor, { change: 'invited', email, role });
      return { invitation: made, organization: found(await readOrganization(manager, orgId)).name };
    });
    const link = `${this.site.origin}/invitations/${token}`;
    const inviter = caller.kind === 'person' ? caller.person.email : null;
    if (mailed) this.mailer.post(invitationMail(email, { organization, inviter, link, days: LIFE_DAYS }));
    return { ...invitation, link: mailed ? null : link };
  }

  async list(orgId: string, query: PageQuery) {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) =>
      listOpenInvitations(manager, before, query.limit + 1),
    );
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  /** @throws GatewayOpsError `not_found` where there is none, or it was accepted */
  async takeBack(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const { email, role } = found(await deleteOpenInvitation(manager, { id }));
      refuseHigherRole(caller, role);
      await this.record(manager, orgId, actor, { change: 'invitation_taken_back', email, role });
    });
  }

  private record(
    manager: Parameters<typeof recordAudit>[0],
    orgId: string,
    actor: Actor,
    details: Record<string, string>,
  ): Promise<void> {
    const entry = { orgId, actor, resourceType: 'user' as const, resourceId: null, details };
    return recordAudit(manager, { ...entry, action: 'config.changed' });
  }
}

function alreadyMember(): GatewayOpsError {
  const message = 'This person is a member already.';
  return new GatewayOpsError('conflict', { message, details: [{ field: 'email', message }] });
}
