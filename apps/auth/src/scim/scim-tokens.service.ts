import type { IssuedScimToken, PageQuery } from '@gatewayops/contracts';
import { ScimToken } from '@gatewayops/contracts';
import { queryRow, queryRows } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { KeyDigester, newKey } from '../api-keys/key-secret.js';
import type { Actor } from '../changes/actor.js';
import { recordSettingsChange } from '../changes/audit-log.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { SsoAddresses } from '../sso/connections/sso-addresses.js';

const COLUMNS = 'id, name, created_at, last_used_at';

/** What a provisioning client proves itself with. Stored is what finds it, and not itself. */
@Injectable()
export class ScimTokensService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly digester: KeyDigester,
    private readonly addresses: SsoAddresses,
  ) {}

  create(orgId: string, actor: Actor, name: string): Promise<IssuedScimToken> {
    const token = newKey('scim');
    return this.transactions.change(orgId, async (manager) => {
      const statement = `INSERT INTO scim_tokens (id, org_id, name, lookup) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`;
      const row = found(
        await queryRow(manager, ScimToken, statement, [uuidv7(), orgId, name, this.digester.lookupOf(token)]),
      );
      const details = { change: 'scim_token_created', name, token_id: row.id };
      await recordSettingsChange(manager, orgId, actor, details);
      return { ...row, token, base_url: this.addresses.scimUrl };
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<ScimToken>> {
    const statement = `SELECT ${COLUMNS} FROM scim_tokens WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;
    const parameters = [positionOf(query), query.limit + 1];
    const rows = await this.transactions.read(orgId, (manager) => queryRows(manager, ScimToken, statement, parameters));
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  async revoke(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const statement = `DELETE FROM scim_tokens WHERE id = $1 RETURNING ${COLUMNS}`;
      const { name } = found(await queryRow(manager, ScimToken, statement, [id]));
      const details = { change: 'scim_token_revoked', name, token_id: id };
      await recordSettingsChange(manager, orgId, actor, details);
    });
  }
}
