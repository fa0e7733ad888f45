import { importPKCS8 } from 'jose';
import * as client from 'openid-client';
import type { AuthorizationServer } from './authorization-server.js';
import type { ClientIdentity } from './client-identity.js';
import type { Fetch } from './guarded-fetch.js';
import { OAuthFailure } from './oauth-failure.js';

/** The library's view of one authorization server and of us as its client, with our fetch under it. */
export async function configurationOf(
  server: AuthorizationServer,
  identity: ClientIdentity,
  fetch: Fetch,
): Promise<client.Configuration> {
  const metadata = withoutUndefined(server);
  const made = new client.Configuration(metadata, identity.clientId, {}, await authenticationOf(identity));
  // Whether an address may be spoken to at all is decided by our fetch.
  client.allowInsecureRequests(made);
  made[client.customFetch] = (url, { method, headers, body }) => {
    const text = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined;
    const plain = Object.fromEntries(new Headers(headers as Record<string, string>));
    return fetch(url, { method, headers: plain, body: text });
  };
  return made;
}

async function authenticationOf(identity: ClientIdentity): Promise<client.ClientAuth> {
  const { authentication } = identity;
  switch (authentication.method) {
    case 'none':
      return client.None();
    case 'client_secret_basic':
      return basic(identity.clientId, authentication.secret);
    case 'client_secret_post':
      return client.ClientSecretPost(authentication.secret);
    case 'private_key_jwt': {
      const { key, algorithm, keyId } = authentication;
      const imported = await importKey(key, algorithm);
      return client.PrivateKeyJwt(keyId === null ? imported : { key: imported, kid: keyId });
    }
  }
}

/**
 * RFC 6749, section 2.3.1. The library escapes every character but letters and digits, which decodes to the same; many servers do
 * not decode, and read at least what the form encoding leaves as it is.
 */
function basic(id: string, secret: string): client.ClientAuth {
  const escaped = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length);
  const value = Buffer.from(`${escaped(id)}:${escaped(secret)}`).toString('base64');
  return (_server, _client, _body, headers) => headers.set('authorization', `Basic ${value}`);
}

async function importKey(key: string, algorithm: string): ReturnType<typeof importPKCS8> {
  try {
    return await importPKCS8(key, algorithm);
  } catch (cause) {
    throw new OAuthFailure('unsafe', 'The private key cannot be read as PKCS #8 for this algorithm.', { cause });
  }
}

function withoutUndefined(server: AuthorizationServer): client.ServerMetadata {
  return Object.fromEntries(
    Object.entries(server).filter(([, value]) => value !== undefined),
  ) as unknown as client.ServerMetadata;
}

/** The library's errors as ours. A refusal keeps the server's code and nothing of its words. */
export function asOAuthFailure(error: unknown): OAuthFailure {
  if (error instanceof OAuthFailure) return error;
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError) {
    const status = 'status' in error ? error.status : 400;
    if (status === 429 || status >= 500 || error.error === 'temporarily_unavailable') {
      return new OAuthFailure('unreachable', `The authorization server answered with HTTP ${status}.`, {
        cause: error,
      });
    }
    const code = error.error.slice(0, 64).replace(/[^\x21-\x7e]/g, '?');
    return new OAuthFailure('refused', `The authorization server refused (${code}).`, { cause: error, code });
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    return new OAuthFailure('refused', 'The authorization server refused us as its client.', {
      cause: error,
      code: 'invalid_client',
    });
  }
  const nested = error instanceof Error ? error.cause : null;
  if (nested instanceof OAuthFailure) return nested;
  const status = nested instanceof Response ? nested.status : 0;
  if (status === 429 || status >= 500) {
    return new OAuthFailure('unreachable', `The authorization server answered with HTTP ${status}.`, { cause: error });
  }
  return new OAuthFailure('malformed', 'The authorization server answered with something that is not OAuth.', {
    cause: error,
    undecided: true,
  });
}
