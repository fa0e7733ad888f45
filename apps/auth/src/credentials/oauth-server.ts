import type { McpCredential, OAuthCredential } from '@gatewayops/contracts';
import type { StoredServer } from '../mcp-servers/server-rows.js';
import { digestOf } from './connection-secret.js';

/** A server that lets callers in by OAuth. */
export interface OAuthServer {
  readonly row: StoredServer;
  readonly credential: OAuthCredential;
  readonly url: string;
  /** Whether it speaks MCP, and so can be asked for a challenge. */
  readonly isMcp: boolean;
  /** Tokens that were made for another address, or for another client, are not sent. */
  readonly madeFor: string;
}

/** null where its credential is of another kind. */
export function oauthServer(row: StoredServer, credential: McpCredential): OAuthServer | null {
  if (credential.type !== 'oauth_client_credentials' && credential.type !== 'oauth_user') return null;
  if (row.transport.type === 'stdio') return null;
  const url = row.transport.type === 'openapi' ? row.transport.baseUrl : row.transport.url;
  // A person's consent is for the server, whoever we are registered as; the organisation's own tokens are the client's.
  const whose = credential.type === 'oauth_user' ? '' : JSON.stringify(credential);
  return { row, credential, url, isMcp: row.transport.type !== 'openapi', madeFor: digestOf(`${url}\n${whose}`) };
}
