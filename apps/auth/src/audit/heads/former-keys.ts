import { execute, queryRows, type TenantTransactions } from '@gatewayops/postgres';
import { z } from 'zod';
import { AuditSigner } from './audit-signer.js';

const KEYS_MAX = 1_000;

/** What a key in force says of one that was before it. */
const KeyStatement = z.object({
  kind: z.literal('audit-key'),
  former_key_id: z.string(),
  /** PEM. */
  public_key: z.string(),
  key_id: z.string(),
  signature: z.string(),
});
const Row = z.object({ statement: KeyStatement });

/** Has the current key vouch for former ones, whose master keys are about to be forgotten. Gives how many. Safe to repeat. */
export async function vouchForFormerKeys(
  tenants: TenantTransactions,
  current: AuditSigner,
  previous: readonly Buffer[],
): Promise<number> {
  let added = 0;
  for (const masterKey of previous) {
    const { keyId: former, publicKey } = new AuditSigner(masterKey);
    if (former === current.keyId) continue;
    const statement = current.sign({ kind: 'audit-key', former_key_id: former, public_key: publicKey });
    const insert = 'INSERT INTO audit_keys (key_id, signed_by, statement) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    added += await tenants.runWithoutOrganization((manager) =>
      execute(manager, insert, [former, current.keyId, JSON.stringify(statement)]),
    );
  }
  return added;
}

/** Has the signer check what former keys have signed, too: those that its own keys, or keys found so, have vouched for. */
export async function trustFormerKeys(tenants: TenantTransactions, signer: AuditSigner): Promise<void> {
  const select = `SELECT statement FROM audit_keys ORDER BY created_at DESC LIMIT ${KEYS_MAX}`;
  const rows = await tenants.runWithoutOrganization((manager) => queryRows(manager, Row, select));
  let unsure = rows.map(({ statement }) => statement);
  for (let before = Infinity; unsure.length < before;) {
    before = unsure.length;
    unsure = unsure.filter((statement) => {
      if (signer.faultOf(statement) !== null) return true;
      signer.trust(statement.public_key);
      return false;
    });
  }
}
