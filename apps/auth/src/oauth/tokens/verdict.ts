import { RATE_LIMIT_DEFAULT, type KeyVerdict, type Principal, type TokenGrant } from '@gatewayops/contracts';

/** What of whoever a token stands for its claims do not say. */
export type Bearer = Pick<Principal, 'keyId' | 'userId' | 'serviceAccountId' | 'agentName' | 'scopes'>;

interface OrganizationState {
  org_id: string;
  generation: number;
  org_rps: number;
  org_burst: number;
}

/** Calls of a token are counted under its grant, in no team, and held to the limits of a key and of the organisation. */
export function verdictOf(
  { org_id, generation, org_rps, org_burst }: OrganizationState,
  bearer: Bearer,
  { expiresAtMs, ...token }: TokenGrant & { expiresAtMs: number },
): KeyVerdict {
  const limits = { key: RATE_LIMIT_DEFAULT, team: null, org: { rps: org_rps, burst: org_burst } };
  return {
    valid: true,
    generation,
    principal: {
      ...bearer,
      orgId: org_id,
      teamId: null,
      projectId: null,
      environment: 'prod',
      allowedAddresses: [],
      limits,
      expiresAtMs,
      token,
    },
  };
}
