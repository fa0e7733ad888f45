import { API_KEY_PATTERN, KeyScopes, OrganizationRole, RATE_LIMIT_DEFAULT, type KeyVerdict, type PersonAccess, type RateLimit } from '@gatewayops/contracts'; // prettier-ignore
import { reachOf, scopesWithin } from '@gatewayops/domain';
import { queryRow, TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { accessOfRole, readPersonAccess } from '../access/person-roles.js';
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
  allowed_addresses: z.array(z.string()),
  service_account_id: Nullable.text,
  account_role: OrganizationRole.nullable(),
  account_enabled: z.boolean().nullable(),
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
    const refusal = refusalOf(found.key);
    if (refusal) return refusal;
    const name = lookup.toString('base64');
    const remembered = this.proofs.remembers(name);
    if (!(await this.proofs.proves(key, name, found.key.key_hash))) return UNKNOWN;
    // A proof takes long, longer still behind others; the key may have been revoked meanwhile.
    return verdictOf(remembered ? found : await this.find(lookup));
  }

  /** The key first, so that what its owner may do is as of the key's generation or later: a change in between voids the verdict. */
  private find(lookup: Buffer): Promise<OwnedKey | null> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      const key = await queryRow(manager, FoundKey, 'SELECT * FROM find_api_key($1)', [lookup]);
      return key && { key, owner: await ownerOf(manager, key) };
    });
  }
}

/** Of a key that is somebody's, what they may do; null where they may do nothing any more. */
interface OwnedKey {
  key: FoundKey;
  owner: PersonAccess | 'none' | null;
}

function ownerOf(manager: EntityManager, key: FoundKey): Promise<PersonAccess | null> | OwnedKey['owner'] {
  if (key.user_id !== null) return readPersonAccess(manager, key.org_id, key.user_id);
  if (key.account_role === null) return 'none';
  return key.account_enabled === true ? accessOfRole(key.account_role, key.generation) : null;
}

function refusalOf(key: FoundKey): KeyVerdict | null {
  if (key.revoked) return refused(key, 'revoked');
  return key.ended ? refused(key, 'expired') : null;
}

const refused = ({ id: keyId, org_id: orgId }: FoundKey, reason: 'revoked' | 'expired'): KeyVerdict => ({
  valid: false,
  reason,
  was: { orgId, keyId },
});

/** A key with an owner may do what both it and they may. */
function rightsOf({ scopes }: FoundKey, owner: PersonAccess | 'none'): KeyScopes {
  if (owner === 'none') return scopes;
  return {
    mcp: scopesWithin(scopes.mcp, owner.mcp),
    permissions: scopes.permissions.filter((name) => reachOf(owner.grants, name, owner.teamIds).organization),
  };
}

function verdictOf(found: OwnedKey | null): KeyVerdict {
  if (!found) return UNKNOWN;
  const { key, owner } = found;
  const refusal = refusalOf(key);
  if (refusal) return refusal;
  if (owner === null) return refused(key, 'revoked');
  return {
    valid: true,
    generation: key.generation,
    principal: {
      orgId: key.org_id,
      keyId: key.id,
      userId: key.user_id,
      serviceAccountId: key.service_account_id,
      teamId: key.team_id,
      projectId: key.project_id,
      environment: key.environment,
      agentName: key.agent_name,
      scopes: rightsOf(key, owner),
      allowedAddresses: key.allowed_addresses,
      limits: {
        key: limitOf(key.key_rps, key.key_burst) ?? RATE_LIMIT_DEFAULT,
        team: limitOf(key.team_rps, key.team_burst),
        org: { rps: key.org_rps, burst: key.org_burst },
      },
      expiresAtMs: key.ends_at === null ? null : Date.parse(key.ends_at),
      token: null,
    },
  };
}

const limitOf = (rps: number | null, burst: number | null): RateLimit | null =>
  rps === null || burst === null ? null : { rps, burst };
