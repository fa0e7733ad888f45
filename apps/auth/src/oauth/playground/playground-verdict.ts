import { RATE_LIMIT_DEFAULT, type KeyVerdict, type TokenGrant } from '@gatewayops/contracts';
import { scopesWithin } from '@gatewayops/domain';
import { queryRow, type EntityManager, type TenantTransactions } from '@gatewayops/postgres';
import { z } from 'zod';
import { readKey } from '../../api-keys/key-rows.js';
import { readPersonAccess } from '../../access/person-roles.js';
import { keyIdOf } from '../tokens/foreign-tokens.js';
import { verdictOf } from '../tokens/verdict.js';

/** The `client_id` of tokens that no client asked for; what calls are told apart by is their agent of that name. */
export const PLAYGROUND_CLIENT = 'playground';

const REVOKED: KeyVerdict = { valid: false, reason: 'revoked' };

const OrganizationState = z.object({
  org_id: z.string(),
  generation: z.coerce.number().int(),
  org_rps: z.number().int(),
  org_burst: z.number().int(),
});

/**
 * What such a token stands for: the person, with what they and the key may both use. The organisation is read first, so that what
 * they may do is as of its generation or later.
 */
export function playgroundVerdict(
  tenants: TenantTransactions,
  { orgId, userId, keyId }: { orgId: string; userId: string; keyId: string | null },
  token: TokenGrant & { expiresAtMs: number },
): Promise<KeyVerdict> {
  return tenants.run(orgId, async (manager) => {
    const organization = await readState(manager, orgId);
    const access = await readPersonAccess(manager, orgId, userId);
    if (organization === null || access === null) return REVOKED;
    const key = keyId === null ? null : await readKey(manager, keyId);
    if (keyId !== null && key?.status !== 'active' && key?.status !== 'rotating') return REVOKED;
    const bearer = {
      keyId: keyIdOf(orgId, `${userId} ${PLAYGROUND_CLIENT}`),
      userId,
      serviceAccountId: null,
      agentName: PLAYGROUND_CLIENT,
      scopes: { mcp: key === null ? access.mcp : scopesWithin(key.scopes.mcp, access.mcp), permissions: [] },
    };
    const verdict = verdictOf(organization, bearer, token);
    if (!verdict.valid || key === null) return verdict;
    const { principal } = verdict;
    const limits = { ...principal.limits, key: key.rate_limit ?? RATE_LIMIT_DEFAULT };
    return { ...verdict, principal: { ...principal, limits, environment: key.environment } };
  });
}

const readState = (manager: EntityManager, orgId: string) =>
  queryRow(
    manager,
    OrganizationState,
    `SELECT id AS org_id, auth_generation AS generation, rate_limit_rps AS org_rps, rate_limit_burst AS org_burst
       FROM organizations WHERE id = $1`,
    [orgId],
  );
