import { z } from 'zod';
import type { AuthorizationServer } from './authorization-server.js';
import type { ClientIdentity } from './client-identity.js';
import type { Fetch } from './guarded-fetch.js';
import { OAuthFailure } from './oauth-failure.js';

/** How we become a client of an authorization server, in the order of MCP 2026-07-28 (Client Registration Approaches). */
export type RegistrationWay = 'registered' | 'metadata_document' | 'dynamic' | 'ask';

export function registrationWay(server: AuthorizationServer, isRegistered: boolean, hostsDocument: boolean): RegistrationWay {
  if (isRegistered) return 'registered';
  if (server.client_id_metadata_document_supported === true && hostsDocument) return 'metadata_document';
  return server.registration_endpoint === undefined ? 'ask' : 'dynamic';
} // prettier-ignore

const Registered = z.object({
  client_id: z.string().min(1).max(2048),
  client_secret: z.string().max(8192).optional(),
  client_secret_expires_at: z.number().optional(),
  token_endpoint_auth_method: z.string().optional(),
});

export interface Registration {
  identity: ClientIdentity;
  /** When the secret ends, in milliseconds since 1970; null where it does not. */
  expiresAtMs: number | null;
}

/** Dynamic registration (RFC 7591, section 3). @throws OAuthFailure */
export async function registerClient(
  server: AuthorizationServer,
  metadata: { clientName: string; redirectUri: string; scope: string },
  fetch: Fetch,
): Promise<Registration> {
  if (server.registration_endpoint === undefined) throw new OAuthFailure('discovery', 'There is no registration.');
  const method = authenticationMethod(server);
  const body = JSON.stringify({
    client_name: metadata.clientName,
    redirect_uris: [metadata.redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: method,
    application_type: 'web',
    ...(metadata.scope === '' ? {} : { scope: metadata.scope }),
  });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(server.registration_endpoint, { method: 'POST', headers, body });
  if (answer.status === 429 || answer.status >= 500) {
    throw new OAuthFailure('unreachable', `The registration answered with HTTP ${answer.status}.`);
  }
  if (answer.status !== 201 && answer.status !== 200) {
    throw new OAuthFailure('refused', `The registration was refused (HTTP ${answer.status}).`);
  }
  const registered = Registered.safeParse(await answer.json().catch(() => null));
  if (!registered.success) throw new OAuthFailure('malformed', 'The registration gave no client.');
  return registrationOf(registered.data, method);
}

function registrationOf(registered: z.infer<typeof Registered>, asked: Method): Registration {
  const { client_id: clientId, client_secret: secret, client_secret_expires_at: seconds = 0 } = registered;
  // The server may have decided otherwise (RFC 7591, section 3.2.1).
  const method = Method.catch(asked).parse(registered.token_endpoint_auth_method ?? asked);
  const expiresAtMs = seconds === 0 ? null : seconds * 1000;
  if (method === 'none' || secret === undefined) {
    return { identity: { clientId, authentication: { method: 'none' } }, expiresAtMs: null };
  }
  return { identity: { clientId, authentication: { method, secret } }, expiresAtMs };
}

const Method = z.enum(['client_secret_basic', 'client_secret_post', 'none']);
type Method = z.infer<typeof Method>;

/** The strongest of those that both know. Without a word, RFC 8414 has `client_secret_basic`. */
function authenticationMethod({ token_endpoint_auth_methods_supported: known }: AuthorizationServer): Method {
  return Method.options.find((method) => known?.includes(method) ?? method === 'client_secret_basic') ?? 'none';
}
