import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError } from '@gatewayops/contracts';
import { queryRow, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { refuseHigherRole } from '../../access/own-rights.js';
import type { Actor } from '../../changes/actor.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { readMemberForUpdate } from '../../people/member-rows.js';
import { deletePasskeys } from '../passkeys/passkey-rows.js';
import { recordEverywhere } from '../people/person-audit.js';
import { PersonChanges } from '../people/person-changes.js';
import { enterPerson } from '../people/person-transactions.js';
import { SessionEnds } from '../people/session-ends.js';
import { readStanding } from '../people/standing-rows.js';
import { deleteTotp, replaceRecoveryCodes } from '../totp/totp-rows.js';

const TOLD =
  'An administrator has taken away your second factors and passkeys, because they were said to be lost, and ended your sessions. ' +
  'Your password is what it was.';

/** Takes away factors that their owner has lost. A password is not touched: its owner sets a new one with a link. */
@Injectable()
export class FactorResets {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly sessions: SessionEnds,
    private readonly changes: PersonChanges,
  ) {}

  /**
   * @throws GatewayOpsError `insufficient_permissions` for keys, and for a role above one's own; `conflict` for oneself, and where
   * the person belongs to other organisations, too: then only the operator may
   */
  async reset(caller: CallerIdentity, actor: Actor, userId: string): Promise<void> {
    refuseKeysAndOneself(caller, userId);
    const { orgId } = caller;
    const email = await this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId));
      refuseHigherRole(caller, member.role);
      if (caller.kind !== 'admin') await refuseElsewhere(manager, orgId, userId);
      await enterPerson(manager, userId);
      const { places, factors } = await readStanding(manager, userId);
      await deleteTotp(manager);
      await deletePasskeys(manager);
      await replaceRecoveryCodes(manager, userId, []);
      const details = { sign_in: 'factors_reset', authenticator_app: factors.totp, passkeys: factors.passkeys };
      await this.generations.raise(manager, orgId);
      const orgIds = new Set([orgId, ...places.map((place) => place.org_id)]);
      await recordEverywhere(manager, [...orgIds], { actor, action: 'user.updated', resourceId: userId, details });
      // Last: whoever has the lost factor may have a session, too.
      await this.sessions.endAllBut(userId, null);
      return member.email;
    });
    this.changes.tell({ id: userId, email }, TOLD);
  }
}

function refuseKeysAndOneself(caller: CallerIdentity, userId: string): void {
  if (caller.kind === 'key') throw new GatewayOpsError('insufficient_permissions');
  if (caller.kind !== 'person' || caller.person.userId !== userId) return;
  throw new GatewayOpsError('conflict', { message: 'Change your own factors on your account page.' });
}

const Elsewhere = z.object({ elsewhere: z.boolean() });

/** Else an administrator could add anybody to their organisation, and take their factors away in all others. */
async function refuseElsewhere(manager: EntityManager, orgId: string, userId: string): Promise<void> {
  const statement = 'SELECT belongs_elsewhere($1, $2) AS elsewhere';
  if ((await queryRow(manager, Elsewhere, statement, [orgId, userId]))?.elsewhere !== true) return;
  const message = 'This person belongs to other organisations, too. Ask the operator to reset their factors.';
  throw new GatewayOpsError('conflict', { message });
}
