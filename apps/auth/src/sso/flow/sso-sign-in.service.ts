import type { OrganizationRole } from '@gatewayops/contracts';
import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { claimUser, insertMember, setMemberName } from '../../people/member-rows.js';
import { SessionStore } from '../../sessions/session-store.js';
import type { StoredConnection } from '../connections/connection-rows.js';
import { ownsAddress } from '../domains/sso-domain-rows.js';
import { groupEffects } from './group-effects.js';
import { applyGroupEffects } from './member-effects.js';
import { SsoFailure } from './sso-failure.js';
import type { ProvenIdentity } from './sso-flows.js';

/** Who was signed in, and what a session is opened with. */
export interface SsoPerson {
  userId: string;
  email: string;
  name: string | null;
  epoch: string;
}

const Linked = z.object({ user_id: z.string() });
const MemberRow = z.object({
  user_id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(['org_admin', 'org_member', 'org_viewer']) satisfies z.ZodType<OrganizationRole>,
  deactivated: z.boolean(),
});
type MemberRow = z.infer<typeof MemberRow>;
const MEMBER = `SELECT m.user_id, u.email, m.name, m.role, m.deactivated_at IS NOT NULL AS deactivated
  FROM organization_members m JOIN users u ON u.id = m.user_id WHERE m.user_id = $1 FOR UPDATE OF m`;

/**
 * From whom a provider vouches for to a member of the organisation, who is made where there is none yet (just in time).
 *
 * A provider is believed about addresses in domains that its organisation has verified, and about nobody else: else whoever runs
 * a provider could have it name somebody of another organisation, and be signed in as them. That holds each time.
 */
@Injectable()
export class SsoSignInService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws SsoFailure */
  async signIn(connection: StoredConnection, identity: ProvenIdentity, actor: Actor): Promise<SsoPerson> {
    if (!connection.enabled) throw new SsoFailure('the connection is not in use');
    const { org_id: orgId } = connection;
    return this.transactions.change(orgId, async (manager) => {
      const userId = await this.personOf(manager, connection, identity, actor);
      // Before the checks: whoever is put out from here on is put out of the session that is about to open, too.
      const epoch = await this.sessions.epochOf(userId);
      const member = await readMember(manager, userId);
      if (member.deactivated) throw new SsoFailure('the person was deactivated in this organisation');
      if (!(await ownsAddress(manager, member.email)))
        throw new SsoFailure(`the organisation has not verified the domain of ${member.email}`);
      await this.bringUpToDate(manager, connection, identity, { member, actor });
      const name = identity.name ?? member.name;
      return { userId, email: member.email, name, epoch };
    });
  }

  /** By subject; else, for the first time, by an address in a verified domain. */
  private async personOf(manager: EntityManager, connection: StoredConnection, identity: ProvenIdentity, actor: Actor) {
    const { id, org_id: orgId } = connection;
    const statement =
      'UPDATE sso_identities SET last_seen_at = now() WHERE connection_id = $1 AND subject = $2 RETURNING user_id';
    const linked = await queryRow(manager, Linked, statement, [id, identity.subject]);
    const { email } = identity;
    if (linked !== null) {
      if (email !== null) await followEmail(manager, orgId, linked.user_id, email);
      return linked.user_id;
    }
    if (email === null) throw new SsoFailure('the provider gave no e-mail address for a new person');
    if (!(await ownsAddress(manager, email)))
      throw new SsoFailure(`the organisation has not verified the domain of ${email}`);
    const userId = await claimUser(manager, uuidv7(), email);
    await refuseOtherSubject(manager, id, userId);
    await this.ensureMember(manager, connection, { userId, email, name: identity.name }, actor);
    const link = 'INSERT INTO sso_identities (org_id, connection_id, subject, user_id) VALUES ($1, $2, $3, $4)';
    await execute(manager, link, [orgId, id, identity.subject, userId]);
    const details = { change: 'identity_linked', connection_id: id, subject: identity.subject };
    await recordAudit(manager, {
      orgId,
      actor,
      action: 'user.updated',
      resourceType: 'user',
      resourceId: userId,
      details,
    });
    return userId;
  }

  private async ensureMember(
    manager: EntityManager,
    { org_id: orgId, default_role: role, id }: StoredConnection,
    person: { userId: string; email: string; name: string | null },
    actor: Actor,
  ): Promise<void> {
    const { userId, email, name } = person;
    if ((await queryRow(manager, MemberRow, MEMBER, [userId])) !== null) return;
    await insertMember(manager, orgId, userId, { role, name });
    const details = { email, role, connection_id: id };
    await recordAudit(manager, {
      orgId,
      actor,
      action: 'user.created',
      resourceType: 'user',
      resourceId: userId,
      details,
    });
  }

  private async bringUpToDate(
    manager: EntityManager,
    { group_mappings, default_role, org_id: orgId }: StoredConnection,
    { groups, name }: ProvenIdentity,
    { member, actor }: { member: MemberRow; actor: Actor },
  ): Promise<void> {
    if (name !== null && name !== member.name) await setMemberName(manager, member.user_id, name);
    if (groups === null) return;
    const effects = groupEffects(group_mappings, groups, default_role);
    if (await applyGroupEffects(manager, { orgId, actor, member }, effects))
      await this.generations.raise(manager, orgId);
  }
}

async function readMember(manager: EntityManager, userId: string): Promise<MemberRow> {
  const member = await queryRow(manager, MemberRow, MEMBER, [userId]);
  if (member === null) throw new SsoFailure('the person does not belong to the organisation');
  return member;
}

/** Somebody else has had this address at the provider before: what was theirs is not the newcomer's. */
async function refuseOtherSubject(manager: EntityManager, connectionId: string, userId: string): Promise<void> {
  const statement = 'SELECT user_id FROM sso_identities WHERE connection_id = $1 AND user_id = $2 LIMIT 1';
  if ((await queryRow(manager, Linked, statement, [connectionId, userId])) !== null)
    throw new SsoFailure('the address belongs to another account of this provider; remove that member first');
}

/** Where the new address cannot be had, the old one stays. */
async function followEmail(manager: EntityManager, orgId: string, userId: string, email: string): Promise<void> {
  await queryRow(manager, z.object({ followed: z.boolean() }), 'SELECT follow_sso_email($1, $2, $3) AS followed', [
    orgId,
    userId,
    email,
  ]);
}
