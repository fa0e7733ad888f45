import { z } from 'zod';
import type { Fetch } from './guarded-fetch.js';
import { fetchDocument, wellKnown } from './json-answer.js';
import { OAuthFailure } from './oauth-failure.js';

const Words = z.array(z.string()).max(500);

/** Metadata of an authorization server (RFC 8414, section 2), as far as we use it. */
export const AuthorizationServer = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url().optional(),
  token_endpoint: z.url(),
  registration_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
  jwks_uri: z.url().optional(),
  code_challenge_methods_supported: Words.optional(),
  token_endpoint_auth_methods_supported: Words.optional(),
  grant_types_supported: Words.optional(),
  scopes_supported: Words.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
});
export type AuthorizationServer = z.infer<typeof AuthorizationServer>;

/**
 * Reads what an issuer publishes, in the order of MCP 2026-07-28 (Authorization Server Metadata Discovery). A document whose
 * `issuer` is another one is refused (RFC 8414, section 3.3): exact comparison.
 * @throws OAuthFailure `discovery`, `mix_up`, `unreachable`, `malformed` or `unsafe`
 */
export async function discoverAuthorizationServer(fetch: Fetch, issuer: string): Promise<AuthorizationServer> {
  if (!URL.canParse(issuer)) throw new OAuthFailure('discovery', 'The issuer is not an address.');
  for (const address of addressesOf(new URL(issuer))) {
    const document = await fetchDocument(fetch, address);
    if (document === null) continue;
    const metadata = AuthorizationServer.safeParse(document);
    if (!metadata.success) throw new OAuthFailure('discovery', `${address} is no metadata of an authorization server.`);
    if (metadata.data.issuer !== issuer) {
      throw new OAuthFailure('mix_up', 'The authorization server says that it is another one than it was named as.');
    }
    return metadata.data;
  }
  throw new OAuthFailure('discovery', 'The authorization server publishes no metadata.');
}

function addressesOf(issuer: URL): string[] {
  const path = issuer.pathname.replace(/\/$/, '');
  const inserted = [wellKnown(issuer, 'oauth-authorization-server'), wellKnown(issuer, 'openid-configuration')];
  return path === '' ? inserted : [...inserted, `${issuer.origin}${path}/.well-known/openid-configuration`];
}
