import type { ApiKey, ReportLeak } from '@gatewayops/contracts';
import { queryRows, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { Mailer } from '../mail/mailer.js';
import { readKeyForUpdate, revokeKey } from './key-rows.js';
import { KeyValidator } from './key-validator.js';

const Address = z.object({ email: z.string() });
const ADDRESSES_MAX = 20;

/** Takes away keys that were found where everybody can read them. */
@Injectable()
export class LeaksService {
  constructor(
    private readonly validator: KeyValidator,
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly mailer: Mailer,
  ) {}

  /** Who has the key proves by it that they may do this. Of what is no key that works, nothing is told and nothing done. */
  async report(actor: Actor, { key: secret, url }: ReportLeak): Promise<void> {
    const verdict = await this.validator.validate(secret);
    if (!verdict.valid) return;
    const { orgId, keyId } = verdict.principal;
    const told = await this.transactions.change(orgId, async (manager) => {
      const key = await readKeyForUpdate(manager, keyId);
      if (!key || !(await revokeKey(manager, keyId))) return null;
      const details = {
        key_name: key.name,
        key_prefix: key.key_prefix,
        reason: 'reported_leaked',
        found_at: url ?? null,
      };
      await recordAudit(manager, { orgId, actor, action: 'api_key.revoked', resourceType: 'api_key', resourceId: keyId, details }); // prettier-ignore
      await this.generations.raise(manager, orgId);
      return { key, addresses: await ownersOf(manager, key) };
    });
    for (const to of told?.addresses ?? []) this.mailer.post({ to, ...wordsOf(told!.key, url) });
  }
}

/** The key's owner, else who issued it, else the organisation's administrators. */
async function ownersOf(manager: EntityManager, key: ApiKey): Promise<string[]> {
  const person = key.user_id ?? key.created_by;
  const statement = `SELECT u.email FROM organization_members m JOIN users u ON u.id = m.user_id
    WHERE m.deactivated_at IS NULL AND CASE WHEN $1::uuid IS NULL THEN m.role = 'org_admin' ELSE m.user_id = $1 END
    ORDER BY u.email LIMIT ${ADDRESSES_MAX}`;
  const rows = await queryRows(manager, Address, statement, [person]);
  return rows.map(({ email }) => email);
}

function wordsOf(key: ApiKey, url: string | undefined): { subject: string; text: string } {
  const where = url === undefined ? '' : `It was found at ${url}\n`;
  return {
    subject: `Your API key “${key.name}” was found in the open and is revoked`,
    text:
      `The API key “${key.name}” (${key.key_prefix}…) was reported as readable by others.\n${where}` +
      'It no longer works. Issue a new one, and look in the audit log for what was done with it.\n',
  };
}
