import { API_KEY_PATTERN, KeyScopes, RATE_LIMIT_DEFAULT, type KeyVerdict, type RateLimit } from '@gatewayops/contracts';
import { queryRow, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KeyProofs } from './key-proofs.js';
import { KeyDigester } from './key-secret.js';

const Nullable = { text: z.string().nullable(), number: z.number().int().nullable() };

/** A row of `find_api_key`: the key and its organisation's generation as of one snapshot. */
const FoundKey = z.object({
  id: z.string(),
  org_id: z.string(),
  user_id: Nullable.text,
  team_id: Nullable.text,
  project_id: Nullable.text,
  key_hash: z.string(),
  scopes: KeyScopes,
  environment: z.string(),
  agent_name: Nullable.text,
  key_rps: Nullable.number,
  key_burst: Nullable.number,
  team_rps: Nullable.number,
  team_burst: Nullable.number,
  org_rps: z.number().int(),
  org_burst: z.number().int(),
  ends_at: Nullable.text,
  revoked: z.boolean(),
  ended: z.boolean(),
  generation: z.coerce.number().int(),
});
type FoundKey = z.infer<typeof FoundKey>;

const UNKNOWN: KeyVerdict = { valid: false, reason: 'unknown' };

/** Says what a key is and may do, as of now. */
@Injectable()
export class KeyValidator {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly digester: KeyDigester,
    private readonly proofs: KeyProofs,
  ) {}

  /**
   * A text that is no key, and a key that nobody has, cost no bcrypt. Throws `service_unavailable` where the database is away
   * or too many keys are being proven at once.
   */
  async validate(key: string): Promise<KeyVerdict> {
    if (!API_KEY_PATTERN.test(key)) return UNKNOWN;
    const lookup = this.digester.lookupOf(key);
    const found = await this.find(lookup);
    if (!found) return UNKNOWN;
    const refusal = refusalOf(found);
    if (refusal) return refusal;
    const name = lookup.toString('base64');
    const remembered = this.proofs.remembers(name);
    if (!(await this.proofs.proves(key, name, found.key_hash))) return UNKNOWN;
    // A proof takes long, longer still behind others; the key may have been revoked meanwhile.
    return verdictOf(remembered ? found : await this.find(lookup));
  }

  private find(lookup: Buffer): Promise<FoundKey | null> {
    return this.tenants.runWithoutOrganization((manager) =>
      queryRow(manager, FoundKey, 'SELECT * FROM find_api_key($1)', [lookup]),
    );
  }
}

function refusalOf(key: FoundKey): KeyVerdict | null {
  if (key.revoked) return { valid: false, reason: 'revoked' };
  return key.ended ? { valid: false, reason: 'expired' } : null;
}

function verdictOf(key: FoundKey | null): KeyVerdict {
  if (!key) return UNKNOWN;
  return (
    refusalOf(key) ?? {
      valid: true,
      generation: key.generation,
      principal: {
        orgId: key.org_id,
        keyId: key.id,
        userId: key.user_id,
        teamId: key.team_id,
        projectId: key.project_id,
        environment: key.environment,
        agentName: key.agent_name,
        scopes: key.scopes,
        limits: {
          key: limitOf(key.key_rps, key.key_burst) ?? RATE_LIMIT_DEFAULT,
          team: limitOf(key.team_rps, key.team_burst),
          org: { rps: key.org_rps, burst: key.org_burst },
        },
        expiresAtMs: key.ends_at === null ? null : Date.parse(key.ends_at),
      },
    }
  );
}

const limitOf = (rps: number | null, burst: number | null): RateLimit | null =>
  rps === null || burst === null ? null : { rps, burst };
