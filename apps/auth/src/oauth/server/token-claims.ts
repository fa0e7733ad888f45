import type { KoaContextWithOIDC } from 'oidc-provider';
import { accountOf } from './account.js';

/** What of a token the library hands to whoever writes its claims. */
interface IssuedToken {
  accountId?: string;
  grantId?: string;
  kind?: string;
  clientId?: string;
}

interface StructuredToken {
  payload: Record<string, unknown>;
}

/**
 * The claims of an access token beside those of RFC 9068, section 2.2: `org_id` and `grant_id`. `sub` is the person, or the
 * client where it acts for itself.
 */
export function addClaims(organizationOf: (clientId: string) => Promise<string | null>) {
  return async (_ctx: KoaContextWithOIDC, token: IssuedToken, { payload }: StructuredToken): Promise<void> => {
    if (token.accountId === undefined) {
      payload['org_id'] = await organizationOf(token.clientId ?? '');
      return;
    }
    const { orgId, userId } = accountOf(token.accountId);
    payload['sub'] = userId;
    payload['org_id'] = orgId;
    payload['grant_id'] = token.grantId;
  };
}
