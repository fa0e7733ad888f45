import { MaskingRules, type MaskingRulesRuntime, type PutMaskingRules } from '@gatewayops/contracts';
import { queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const Row = MaskingRules.omit({ mask_email_default: true });
export type StoredRules = z.infer<typeof Row>;

const COLUMNS = 'mask_email, fields, patterns, version, updated_at';
const NONE: StoredRules = { mask_email: null, fields: [], patterns: [], version: 0, updated_at: null };

export async function readRules(manager: EntityManager, orgId: string): Promise<StoredRules> {
  return (await queryRow(manager, Row, `SELECT ${COLUMNS} FROM masking_rules WHERE org_id = $1`, [orgId])) ?? NONE;
}

/** Null where `version` is given and is not that of the rules in force. */
export async function writeRules(manager: EntityManager, orgId: string, rules: PutMaskingRules): Promise<StoredRules | null> {
  const { version } = rules;
  if (version !== undefined && version !== (await readRules(manager, orgId)).version) return null;
  return queryRow(
    manager,
    Row,
    `INSERT INTO masking_rules AS r (org_id, mask_email, fields, patterns) VALUES ($1, $2, $3, $4)
     ON CONFLICT (org_id) DO UPDATE
        SET mask_email = $2, fields = $3, patterns = $4, version = r.version + 1, updated_at = now()
      WHERE $5::integer IS NULL OR r.version = $5 RETURNING ${COLUMNS}`,
    [orgId, rules.mask_email, JSON.stringify(rules.fields), JSON.stringify(rules.patterns), version ?? null],
  );
} // prettier-ignore

/** Of rules that say anything; undefined where the built-in ones are all there is. */
export const versionOf = ({ mask_email, fields, patterns, version }: MaskingRulesRuntime): number | undefined =>
  mask_email !== null || fields.length + patterns.length > 0 ? version : undefined;
