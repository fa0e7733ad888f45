import type { StoredConnection } from '../connections/connection-rows.js';

/** A connection to an OpenID provider. */
export type OidcStored = StoredConnection & { provider: Extract<StoredConnection['provider'], { type: 'oidc' }> };

/** Where a client secret is kept; it opens nowhere else. */
export const placeOfConnectionSecret = (orgId: string, id: string): string => `sso_connections:${orgId}:${id}`;
