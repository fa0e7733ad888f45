import * as client from 'openid-client';
import { z } from 'zod';
import type { AuthorizationServer } from './authorization-server.js';
import type { ClientIdentity } from './client-identity.js';
import { asOAuthFailure, configurationOf } from './configuration.js';
import type { Fetch } from './guarded-fetch.js';

/** What a token endpoint gave. */
export const TokenSet = z.object({
  accessToken: z.string(),
  /** null where it gave none: of a refresh, the one before stays good. */
  refreshToken: z.string().nullable(),
  /** Milliseconds since 1970, UTC; null where the server does not say. */
  expiresAtMs: z.number().int().nullable(),
  /** Between spaces; null where the server granted what was asked for (RFC 6749, section 5.1). */
  scope: z.string().nullable(),
});
export type TokenSet = z.infer<typeof TokenSet>;

/** Whom to ask, and as whom. */
export interface TokenParty {
  server: AuthorizationServer;
  identity: ClientIdentity;
  fetch: Fetch;
}

/** RFC 6749, section 4.4. @throws OAuthFailure */
export function requestClientCredentials(
  party: TokenParty,
  asked: { resource: string | null; scope: string },
): Promise<TokenSet> {
  const parameters = parametersOf(asked);
  return granted(party, (configuration) => client.clientCredentialsGrant(configuration, parameters));
}

/** RFC 6749, section 6. @throws OAuthFailure; `refused` with `invalid_grant` where the token is not good any more */
export function refreshTokens(party: TokenParty, refreshToken: string, resource: string): Promise<TokenSet> {
  return granted(party, (configuration) => client.refreshTokenGrant(configuration, refreshToken, { resource }));
}

/** RFC 7009; does nothing where the server has no such endpoint. @throws OAuthFailure */
export async function revokeToken(
  party: TokenParty,
  token: string,
  hint: 'refresh_token' | 'access_token',
): Promise<void> {
  if (party.server.revocation_endpoint === undefined) return;
  try {
    const configuration = await configurationOf(party.server, party.identity, party.fetch);
    await client.tokenRevocation(configuration, token, { token_type_hint: hint });
  } catch (error) {
    throw asOAuthFailure(error);
  }
}

export async function granted(
  { server, identity, fetch }: TokenParty,
  ask: (configuration: client.Configuration) => Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers>,
): Promise<TokenSet> {
  try {
    const configuration = await configurationOf(server, identity, fetch);
    const askedAtMs = Date.now();
    const answer = await ask(configuration);
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresAtMs: answer.expires_in === undefined ? null : askedAtMs + Math.floor(answer.expires_in * 1000),
      scope: answer.scope ?? null,
    };
  } catch (error) {
    throw asOAuthFailure(error);
  }
} // prettier-ignore

function parametersOf({ resource, scope }: { resource: string | null; scope: string }): Record<string, string> {
  return { ...(resource === null ? {} : { resource }), ...(scope === '' ? {} : { scope }) };
}
