import type { PersonSession } from '@gatewayops/contracts';
import { queryRow, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SsoAddresses } from './connections/sso-addresses.js';
import { domainOf } from './domains/sso-domain-rows.js';

/** A connection that somebody may, or has to, sign in by. */
export interface SsoChoice {
  connectionId: string;
  orgId: string;
  /** Where the sign-in begins. */
  url: string;
  /** Whether there is no other way for them. */
  required: boolean;
}

const Id = z.object({ id: z.string() });
const Choice = z.object({
  id: z.string(),
  org_id: z.string(),
  type: z.enum(['oidc', 'saml']),
  sso_only: z.boolean(),
  break_glass_user_id: z.string().nullable(),
});

/** Who signs in by single sign-on: people with an address in a domain that an organisation with a connection has verified. */
@Injectable()
export class SsoPolicy {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly addresses: SsoAddresses,
  ) {}

  /** By address, or by id where there is no `@`. Null where the person signs in with us. */
  async choiceFor(emailOrUserId: string): Promise<SsoChoice | null> {
    const byEmail = emailOrUserId.includes('@');
    const [statement, value] = byEmail
      ? ['SELECT * FROM find_sso_for_domain($1)', domainOf(emailOrUserId)]
      : ['SELECT * FROM find_sso_for_user($1)', emailOrUserId];
    const row = await this.tenants.runWithoutOrganization((manager) => queryRow(manager, Choice, statement, [value]));
    if (row === null) return null;
    const spared =
      row.break_glass_user_id !== null && (await this.isPerson(row.org_id, row.break_glass_user_id, emailOrUserId));
    return {
      connectionId: row.id,
      orgId: row.org_id,
      url: this.addresses.start(row.type, row.id),
      required: row.sso_only && !spared,
    };
  }

  /** The connection without which they may not sign in; null where a password will do. The break-glass owner may. */
  async requires(emailOrUserId: string): Promise<SsoChoice | null> {
    const choice = await this.choiceFor(emailOrUserId);
    return choice?.required === true ? choice : null;
  }

  /** Where a sign-in by single sign-on begins; null where there is none for this address. */
  async startFor(email: string): Promise<string | null> {
    return (await this.choiceFor(email))?.url ?? null;
  }

  /** Where somebody begins a sign-out at their organisation's provider, too; null where it offers none, or they did not come by it. */
  async logoutOf({ orgId, userId }: Pick<PersonSession, 'orgId' | 'userId'>): Promise<string | null> {
    if (orgId === null) return null;
    const statement = `SELECT c.id FROM sso_identities i JOIN sso_connections c ON c.id = i.connection_id
      WHERE i.user_id = $1 AND c.enabled AND c.provider ->> 'slo_url' IS NOT NULL ORDER BY i.last_seen_at DESC LIMIT 1`;
    const found = await this.tenants.run(orgId, (manager) => queryRow(manager, Id, statement, [userId]));
    return found && this.addresses.logoutPath(found.id);
  }

  private async isPerson(orgId: string, userId: string, emailOrUserId: string): Promise<boolean> {
    if (!emailOrUserId.includes('@')) return userId === emailOrUserId;
    const statement = `SELECT u.id FROM users u JOIN organization_members m ON m.user_id = u.id
      WHERE u.id = $1 AND lower(u.email) = lower($2) AND m.deactivated_at IS NULL`;
    const found = await this.tenants.run(orgId, (manager) => queryRow(manager, Id, statement, [userId, emailOrUserId]));
    return found !== null;
  }
}
