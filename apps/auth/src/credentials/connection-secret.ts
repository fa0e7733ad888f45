import { AuthorizationServer, ClientIdentity, TokenSet } from '@gatewayops/oauth-client';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a connection keeps secret: its tokens, and whom to renew them with and as whom. */
export const ConnectionSecret = z.object({
  server: AuthorizationServer,
  identity: ClientIdentity,
  tokens: TokenSet,
  obtainedAtMs: z.number().int(),
});
export type ConnectionSecret = z.infer<typeof ConnectionSecret>;

/** Where a connection's secret is kept; it opens nowhere else. */
export const placeOfConnection = (orgId: string, id: string): string => `upstream_connections:${orgId}:${id}`;

const MARGIN_MS_MAX = 60_000;
const MARGIN_OF_LIFE = 0.2;

/** How long before its end a token is taken as ended, so that it does not end on its way. */
function marginMs({ tokens, obtainedAtMs }: ConnectionSecret): number {
  const lifeMs = (tokens.expiresAtMs ?? Infinity) - obtainedAtMs;
  return Math.min(MARGIN_MS_MAX, Math.max(0, lifeMs * MARGIN_OF_LIFE));
}

/** From then on gateways ask for a newer one; null where the token's end is not known. */
export function askAgainAtMs(secret: ConnectionSecret): number | null {
  const { expiresAtMs } = secret.tokens;
  return expiresAtMs === null ? null : Math.floor(expiresAtMs - marginMs(secret));
}

/** From then on it is renewed ahead of time: as long again before; null where that cannot be. */
export function renewAheadAtMs(secret: ConnectionSecret): number | null {
  const { expiresAtMs, refreshToken } = secret.tokens;
  if (expiresAtMs === null || refreshToken === null) return null;
  return Math.floor(expiresAtMs - 2 * marginMs(secret));
}

/** Of the Authorization header. Only bearer tokens are known (RFC 6750). */
export const authorizationOf = ({ tokens }: ConnectionSecret): string => `Bearer ${tokens.accessToken}`;

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
