import { queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { revokeOwnedKeys } from '../api-keys/owned-keys.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { claimUser, countAdmins, deleteMember, insertMember, setMemberName } from '../people/member-rows.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { isBreakGlass } from '../sso/connections/connection-rows.js';
import { ownsAddress } from '../sso/domains/sso-domain-rows.js';
import { addressOf } from '../sso/oidc/oidc-claims.js';
import { compileFilter } from './scim-filter.js';
import type { ScimClient } from './scim-guard.js';
import { invalid, notThere, ScimProblem } from './scim-problem.js';
import { listScimMembers, putScimUser, readScimMember, setDeactivated, USER_COLUMNS, type ScimMember, type Window } from './scim-user-rows.js'; // prettier-ignore
import type { UserChange } from './scim-user.js';

/** Members, as a provider provisions them. */
@Injectable()
export class ScimUsersService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly sessions: SessionsService,
  ) {}

  list(
    { orgId }: ScimClient,
    filter: string | undefined,
    window: Window,
  ): Promise<{ total: number; items: ScimMember[] }> {
    const where = filter === undefined ? { sql: 'true', values: [] } : compileFilter(filter, USER_COLUMNS, 1);
    return this.transactions.read(orgId, (manager) => listScimMembers(manager, where, window));
  }

  async get({ orgId }: ScimClient, id: string): Promise<ScimMember> {
    return known(await this.transactions.read(orgId, (manager) => readScimMember(manager, id)));
  }

  /** The address has to be in a domain that the organisation has verified: a provider says nothing about others' people. */
  create(client: ScimClient, change: UserChange): Promise<ScimMember> {
    const { orgId } = client;
    const { userName = '', displayName: name = null } = change;
    const email = change.email ?? addressOf(userName);
    if (userName === '') throw invalid('invalidValue', '`userName` is needed.');
    if (email === null) throw invalid('invalidValue', 'An e-mail address is needed, in `emails` or as `userName`.');
    return this.transactions.change(orgId, async (manager) => {
      if (!(await ownsAddress(manager, email)))
        throw invalid('invalidValue', `The organisation has not verified the domain of ${email}.`);
      const id = await claimUser(manager, uuidv7(), email);
      if ((await readScimMember(manager, id)) !== null)
        throw new ScimProblem(409, 'uniqueness', 'A member with this address is there already.');
      await insertMember(manager, orgId, id, { role: 'org_member', name });
      await audit(manager, client, {
        action: 'user.created',
        resourceId: id,
        details: { email, role: 'org_member', by: 'scim' },
      });
      await this.put(manager, client, known(await readScimMember(manager, id)), change);
      if (change.active === false) await this.deactivate(manager, client, known(await readScimMember(manager, id)));
      return known(await readScimMember(manager, id));
    });
  }

  change(client: ScimClient, id: string, change: UserChange): Promise<ScimMember> {
    return this.transactions.change(client.orgId, async (manager) => {
      const member = known(await readScimMember(manager, id));
      if (change.email !== undefined && change.email !== member.email) await follow(manager, client, id, change.email);
      await this.put(manager, client, member, change);
      if (change.active === true && !member.active) await this.activate(manager, client, member);
      if (change.active === false) await this.deactivate(manager, client, member);
      return known(await readScimMember(manager, id));
    });
  }

  async remove(client: ScimClient, id: string): Promise<void> {
    const { orgId, actor } = client;
    await this.transactions.change(orgId, async (manager) => {
      const member = known(await readScimMember(manager, id));
      await refuseLast(manager, member);
      await revokeOwnedKeys(manager, orgId, actor, 'user_id', id);
      await deleteMember(manager, id);
      await audit(manager, client, {
        action: 'user.deleted',
        resourceId: id,
        details: { email: member.email, by: 'scim' },
      });
      await this.putOut(manager, orgId, id);
    });
  }

  private async put(manager: EntityManager, client: ScimClient, member: ScimMember, change: UserChange): Promise<void> {
    const { id } = member;
    const or = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value);
    const row = {
      id,
      user_name: or(change.userName, member.user_name),
      external_id: or(change.externalId, member.external_id),
      given_name: or(change.givenName, member.given_name),
      family_name: or(change.familyName, member.family_name),
    };
    await withConflicts(() => putScimUser(manager, client.orgId, row));
    if (change.displayName === undefined || change.displayName === member.display_name) return;
    await setMemberName(manager, id, change.displayName);
    await audit(manager, client, {
      action: 'user.updated',
      resourceId: id,
      details: { name: change.displayName, by: 'scim' },
    });
  }

  private async activate(manager: EntityManager, client: ScimClient, { id }: ScimMember): Promise<void> {
    await setDeactivated(manager, id, false);
    await audit(manager, client, {
      action: 'user.updated',
      resourceId: id,
      details: { change: 'activated', by: 'scim' },
    });
    await this.generations.raise(manager, client.orgId);
  }

  /** Also of who is deactivated already: what a failure left half done is done by asking again. */
  private async deactivate(manager: EntityManager, client: ScimClient, member: ScimMember): Promise<void> {
    const { id } = member;
    if (member.active) {
      await refuseLast(manager, member);
      await setDeactivated(manager, id, true);
      await audit(manager, client, {
        action: 'user.updated',
        resourceId: id,
        details: { change: 'deactivated', by: 'scim' },
      });
    }
    await revokeOwnedKeys(manager, client.orgId, client.actor, 'user_id', id);
    await this.putOut(manager, client.orgId, id);
  }

  /** The last step: verdicts about keys and roles are void on all replicas, and who belongs nowhere else is signed out. */
  private async putOut(manager: EntityManager, orgId: string, id: string): Promise<void> {
    await this.generations.raise(manager, orgId);
    const left = await queryRows(manager, z.object({ id: z.string() }), 'SELECT id FROM list_memberships($1)', [id]);
    if (left.length === 0) await this.sessions.endAll(id);
  }
}

function known<T>(value: T | null): T {
  if (value === null) throw notThere();
  return value;
}

async function refuseLast(manager: EntityManager, { id, role, active }: ScimMember): Promise<void> {
  if (await isBreakGlass(manager, id))
    throw new ScimProblem(
      409,
      null,
      'This is the break-glass administrator of a connection. Name another one there first.',
    );
  if (role === 'org_admin' && active && (await countAdmins(manager)) <= 1)
    throw new ScimProblem(
      409,
      null,
      'This is the last administrator of the organisation. Make somebody else one first.',
    );
}

async function follow(manager: EntityManager, { orgId }: ScimClient, id: string, email: string): Promise<void> {
  const statement = 'SELECT follow_sso_email($1, $2, $3) AS followed';
  const row = await queryRow(manager, z.object({ followed: z.boolean() }), statement, [orgId, id, email]);
  if (row?.followed !== true)
    throw invalid(
      'invalidValue',
      'The address is taken, or it is not from one verified domain of the organisation to another.',
    );
}

function audit(
  manager: EntityManager,
  { orgId, actor }: ScimClient,
  entry: Pick<AuditEntry, 'action' | 'resourceId' | 'details'>,
) {
  return recordAudit(manager, { orgId, actor, resourceType: 'user', ...entry });
}
