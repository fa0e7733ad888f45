import { GatewayOpsError, type UpstreamToken, type UpstreamTokenRequest } from '@gatewayops/contracts';
import { OAuthFailure } from '@gatewayops/oauth-client';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { readServer, type StoredServer } from '../mcp-servers/server-rows.js';
import { AuthorizationParties } from './authorization-parties.js';
import { deleteConnectionsOf, insertConnection, readConnectionOf, type StoredConnection } from './connection-rows.js';
import { askAgainAtMs, authorizationOf, digestOf } from './connection-secret.js';
import { oauthServer, type OAuthServer } from './oauth-server.js';
import { TokenRefresh } from './refresh/token-refresh.js';
import { TokenVault } from './refresh/token-vault.js';
import { ServerSecrets } from './server-secrets.js';

/** A token that cannot be renewed is given out until its end, and looked at again so often. */
const LAST_OF_IT_MS = 5_000;

/** A server that refuses what was made so shortly before would refuse the next one, too. */
const FRESH_MS = 10_000;
const REFUSED = 'The server refuses a token that was just made.';

interface Whose {
  readonly server: OAuthServer;
  readonly userId: string | null;
  readonly refusedDigest: string | null;
}

/** Gives gateways what to send to a server, renewed where needed. */
@Injectable()
export class UpstreamTokens {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly secrets: ServerSecrets,
    private readonly refresh: TokenRefresh,
    private readonly vault: TokenVault,
    private readonly parties: AuthorizationParties,
  ) {}

  async tokenFor({ orgId, serverId, userId, refusedDigest, challenge }: UpstreamTokenRequest): Promise<UpstreamToken> {
    const row = found(await this.transactions.read(orgId, (manager) => readServer(manager, serverId)));
    const server = await this.oauthServerOf(row);
    if (server.credential.type === 'oauth_client_credentials') {
      return this.organizationToken({ server, userId: null, refusedDigest });
    }
    if (userId === null) return { kind: 'connection_required', url: null, reason: 'no_person' };
    const connection = await this.read(server, userId);
    if (connection === null || connection.made_for !== server.madeFor) return this.asked(serverId, 'not_connected');
    // A connection that ended is asked for by its own name; one that is too narrow is good for everything else.
    const isNarrow = challenge !== null && connection.state === 'active';
    if (isNarrow && (await this.parties.wanted.note(server, userId, connection.scope, challenge)))
      return this.asked(serverId, 'more_scope');
    return this.tokenOf(connection, { server, userId, refusedDigest });
  }

  private async oauthServerOf(row: StoredServer): Promise<OAuthServer> {
    const server = oauthServer(row, await this.secrets.credentialOf(row));
    if (server === null) throw new GatewayOpsError('conflict', { message: 'The server takes no tokens.' });
    return server;
  }

  private async organizationToken(whose: Whose): Promise<UpstreamToken> {
    try {
      const connection = (await this.current(whose.server)) ?? (await this.begin(whose.server));
      return await this.tokenOf(connection, whose);
    } catch (error) {
      if (!(error instanceof OAuthFailure)) throw error;
      return failed(error.message);
    }
  }

  /** The organisation's own, unless it was made for another address or client: then it ends. */
  private async current({ row, madeFor }: OAuthServer): Promise<StoredConnection | null> {
    return this.transactions.change(row.org_id, async (manager) => {
      const connection = await readConnectionOf(manager, row.id, null);
      if (connection === null || connection.made_for === madeFor) return connection;
      await deleteConnectionsOf(manager, row.id, null);
      return null;
    });
  }

  private async begin(server: OAuthServer): Promise<StoredConnection> {
    const { row, madeFor } = server;
    const { server: authorizer, resource, scope } = await this.parties.find(server);
    return this.transactions.change(row.org_id, async (manager) => {
      const { issuer } = authorizer;
      const [id, org_id, server_id] = [uuidv7(), row.org_id, row.id];
      await insertConnection(manager, { id, org_id, server_id, user_id: null, issuer, resource, scope, made_for: madeFor }); // prettier-ignore
      return found(await readConnectionOf(manager, row.id, null));
    });
  }

  private read({ row }: OAuthServer, userId: string): Promise<StoredConnection | null> {
    return this.transactions.read(row.org_id, (manager) => readConnectionOf(manager, row.id, userId));
  }

  /** What is good is given as it is; else it is renewed, once. */
  private async tokenOf(connection: StoredConnection, whose: Whose): Promise<UpstreamToken> {
    const given = await this.good(connection, whose, false);
    if (given !== null) return given;
    if (isFresh(connection) && whose.refusedDigest !== null) {
      return (await this.hasMoved(connection, whose))
        ? this.asked(whose.server.row.id, 'needs_reconnect')
        : failed(REFUSED);
    }
    const renewed = await this.refresh.renew(connection, whose.server);
    if (renewed === null) return failed('Renewing the tokens takes too long.');
    const last = await this.good(renewed, whose, renewed.token_version === connection.token_version);
    if (last !== null) return last;
    if (renewed.state === 'needs_reconnect') return this.asked(whose.server.row.id, 'needs_reconnect');
    return failed(renewed.problem ?? REFUSED);
  }

  /** Whether a server that people connect to names another authorization server by now: nothing of the old one is good there. */
  private async hasMoved({ issuer }: StoredConnection, { server, userId }: Whose): Promise<boolean> {
    if (userId === null) return false;
    try {
      return (await this.parties.find(server)).server.issuer !== issuer;
    } catch (error) {
      if (error instanceof OAuthFailure) return false;
      throw error;
    }
  }

  /** @param isLast whether there is nothing better: then a token is good until its very end */
  private async good(connection: StoredConnection, whose: Whose, isLast: boolean): Promise<UpstreamToken | null> {
    const secret = await this.vault.read(connection);
    if (secret === null) return null;
    const value = authorizationOf(secret);
    if (whose.refusedDigest === digestOf(value)) return null;
    const askAgain = askAgainAtMs(secret);
    if (askAgain === null || askAgain > Date.now()) return { kind: 'authorization', value, askAgainAtMs: askAgain };
    const endsAtMs = secret.tokens.expiresAtMs ?? 0;
    if (!isLast || endsAtMs <= Date.now()) return null;
    return { kind: 'authorization', value, askAgainAtMs: Math.min(endsAtMs, Date.now() + LAST_OF_IT_MS) };
  }

  private asked(serverId: string, reason: 'not_connected' | 'needs_reconnect' | 'more_scope'): UpstreamToken {
    return { kind: 'connection_required', url: this.parties.pages.connectUrl(serverId), reason };
  }
}

/** Made a moment ago, and not at its end. */
function isFresh({ refreshed_at, expires_at }: StoredConnection): boolean {
  const nowMs = Date.now();
  const isRecent = refreshed_at !== null && nowMs - Date.parse(refreshed_at) < FRESH_MS;
  return isRecent && (expires_at === null || Date.parse(expires_at) > nowMs);
}

const failed = (message: string): UpstreamToken => ({ kind: 'failed', message, retryAfterSeconds: 1 });
