import { z } from 'zod';
import { parseChallenge, type Challenge } from './challenge.js';
import type { Fetch } from './guarded-fetch.js';
import { fetchDocument, wellKnown } from './json-answer.js';
import { OAuthFailure } from './oauth-failure.js';

/** What a server says about who may let callers in. */
export interface ProtectedResource {
  /** The value of `resource` in every authorization and token request (RFC 8707). */
  resource: string;
  /** In the server's order of preference; at least one. */
  authorizationServers: string[];
  /** What to ask for: the challenge's scope before the metadata's (2026-07-28, Scope Selection Strategy). */
  scopes: string[];
}

const Metadata = z.object({
  resource: z.string(),
  authorization_servers: z.array(z.string()).min(1).max(16).optional(),
  scopes_supported: z.array(z.string()).max(200).optional(),
});

const NAME = 'oauth-protected-resource';

/**
 * Finds out who authorizes for a server: the address in its challenge, else the well-known one of its path, else of its root
 * (RFC 9728; MCP 2026-07-28, Authorization Server Discovery). Servers of 2025-03-26 publish nothing: their own origin is then
 * the authorization server.
 * @param options.isMcp whether it can be asked for a challenge; a REST service is not sent what it does not know
 * @throws OAuthFailure `mix_up` where the metadata speaks of another resource
 */
export async function discoverResource(
  fetch: Fetch,
  serverUrl: string,
  { isMcp }: { isMcp: boolean } = { isMcp: true },
): Promise<ProtectedResource> {
  const url = new URL(serverUrl);
  url.hash = '';
  const challenge = isMcp ? await challengeOf(fetch, url.href) : null;
  const addresses = challenge?.resourceMetadata
    ? [absolute(challenge.resourceMetadata)]
    : [...new Set([wellKnown(url, NAME), wellKnown(new URL(url.origin), NAME)])];
  for (const address of addresses) {
    const document = await fetchDocument(fetch, address);
    if (document === null) continue;
    const metadata = Metadata.safeParse(document);
    if (!metadata.success) throw new OAuthFailure('discovery', `${address} is no metadata of a protected resource.`);
    const { resource, authorization_servers, scopes_supported = [] } = metadata.data;
    refuseOther(resource, url);
    return {
      resource,
      authorizationServers: authorization_servers ?? [url.origin],
      scopes: challenge?.scope ? challenge.scope.split(' ').filter((scope) => scope !== '') : scopes_supported,
    };
  }
  if (challenge?.resourceMetadata) throw new OAuthFailure('discovery', 'The server names metadata that is not there.');
  return { resource: canonical(url), authorizationServers: [url.origin], scopes: challenge?.scope?.split(' ') ?? [] };
}

/** Asks without a credential, to be told how to bring one. */
async function challengeOf(fetch: Fetch, url: string): Promise<Challenge | null> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  return answer.status === 401 ? parseChallenge(answer.headers.get('www-authenticate')) : null;
}

function absolute(address: string): string {
  if (URL.canParse(address)) return address;
  throw new OAuthFailure('discovery', 'The server names its metadata by an address that cannot be read.');
}

/**
 * Tokens are for the resource that the metadata names, so it has to be the server that we speak to: itself, or what its
 * address lies below on the same origin. RFC 9728, section 3.3, asks for the same string; deployed servers often name their root.
 */
function refuseOther(resource: string, server: URL): void {
  const named = URL.canParse(resource) ? new URL(resource) : null;
  const above = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
  const covers = named?.origin === server.origin && above(server.pathname).startsWith(above(named.pathname));
  if (covers && named.hash === '' && (named.search === '' || named.search === server.search)) return;
  throw new OAuthFailure('mix_up', 'The metadata of the server speaks of another resource.');
}

/** Without a slash at the end (MCP 2026-07-28, Canonical Server URI). */
const canonical = (url: URL): string => url.href.replace(/\/$/, '');
