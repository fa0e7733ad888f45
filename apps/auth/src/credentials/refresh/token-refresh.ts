import { TenantTransactions } from '@gatewayops/postgres';
import { ShutdownHooks } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { refreshTokens, requestClientCredentials, type OAuthFailure } from '@gatewayops/oauth-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuthorizationParties, currentIdentity, registeredIdentity } from '../authorization-parties.js';
import { ConnectionAlerts } from '../connection-alerts.js';
import type { StoredConnection } from '../connection-rows.js';
import type { ConnectionSecret } from '../connection-secret.js';
import type { OAuthServer } from '../oauth-server.js';
import { asFailure } from './refresh-failure.js';
import { giveUpRefresh, markAsked, releaseRefresh, takeRefresh, type Taken } from './refresh-lock.js';
import { TokenVault } from './token-vault.js';

/** A caller waits so long for whoever renews; longer than a lock lasts, so that it sees the takeover. */
const WAIT_MS_MAX = 25_000;
const LOOK_MS = 50;
const LOST_ANSWER =
  'A renewal was begun whose answer got lost, and the authorization server gave a new refresh token with it.';

type Mine = Extract<Taken, { kind: 'taken' }>;

/** Renews tokens: once over all replicas, however many ask. `docs/identity/upstream-credentials.md` has the states. */
@Injectable()
export class TokenRefresh {
  private readonly underWay = new Map<string, Promise<StoredConnection | null>>();

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly vault: TokenVault,
    private readonly alerts: ConnectionAlerts,
    private readonly parties: AuthorizationParties,
    shutdown: ShutdownHooks,
  ) {
    // A renewal that was begun is brought to its end: its answer comes only once.
    shutdown.register('drain', 'token renewals', async () => {
      await Promise.allSettled(this.underWay.values());
    });
  }

  /**
   * The connection with newer tokens than `connection` has, or as it is where it could not be renewed: `state`, `problem` and
   * `is_waiting` say why. null where it is gone, or who renews it did not get ready in time.
   */
  renew(connection: StoredConnection, server: OAuthServer): Promise<StoredConnection | null> {
    const { id } = connection;
    let renewal = this.underWay.get(id);
    if (renewal === undefined) {
      renewal = this.renewOnce(connection, server).finally(() => this.underWay.delete(id));
      this.underWay.set(id, renewal);
    }
    return renewal;
  }

  private async renewOnce(known: StoredConnection, server: OAuthServer): Promise<StoredConnection | null> {
    const endsAtMs = performance.now() + WAIT_MS_MAX;
    while (performance.now() < endsAtMs) {
      const taken = await this.tenants.run(known.org_id, (manager) =>
        takeRefresh(manager, known.id, known.token_version),
      );
      if (taken.kind === 'settled') return taken.connection;
      if (taken.kind === 'taken') await this.perform(taken, server);
      else await sleep(LOOK_MS);
    }
    return null;
  }

  private async perform(mine: Mine, server: OAuthServer): Promise<void> {
    const { connection } = mine;
    try {
      const secret = await this.vault.read(connection);
      if (mine.wasAsked) {
        const newer = await this.vault.newer(connection);
        if (newer !== null) return void (await this.vault.keep(connection, newer, connection.rotates));
        if (!mayAskAgain(connection, server)) return await this.giveUp(mine, LOST_ANSWER);
      }
      await this.ask(mine, server, secret);
    } catch (error) {
      await this.fail(mine, asFailure(error));
    }
  }

  private async ask({ connection, fence }: Mine, server: OAuthServer, secret: ConnectionSecret | null): Promise<void> {
    const { org_id: orgId, id, resource } = connection;
    const { credential } = server;
    const { fetch } = this.parties;
    const mark = () => this.tenants.run(orgId, (manager) => markAsked(manager, id, fence));
    const obtainedAtMs = Date.now();
    if (credential.type === 'oauth_client_credentials') {
      const identity = registeredIdentity(credential)!;
      const found = await this.parties.find(server);
      if (!(await mark())) return;
      const party = { server: found.server, identity, fetch };
      const tokens = await requestClientCredentials(party, found);
      await this.vault.keep(connection, { server: found.server, identity, tokens, obtainedAtMs }, false);
      return;
    }
    const refreshToken = secret?.tokens.refreshToken;
    if (!secret || !refreshToken) return this.giveUp({ connection, fence }, 'There is nothing to renew it with.');
    const identity = currentIdentity(credential, secret.identity);
    if (!(await mark())) return;
    const tokens = await refreshTokens({ server: secret.server, identity, fetch }, refreshToken, resource);
    const rotates = tokens.refreshToken !== null && tokens.refreshToken !== refreshToken;
    const merged = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    await this.vault.keep(connection, { ...secret, identity, tokens: merged, obtainedAtMs }, rotates);
  }

  private async fail(mine: Mine, failure: OAuthFailure): Promise<void> {
    const { connection, fence } = mine;
    if (failure.code === 'invalid_grant' && connection.user_id !== null) return this.giveUp(mine, failure.message);
    const isRefused = failure.reason !== 'unreachable';
    const tell = await this.tenants.run(connection.org_id, async (manager) => {
      const problem = failure.message;
      const undecided = failure.undecided || mine.wasAsked;
      await releaseRefresh(manager, connection.id, fence, {
        problem,
        undecided,
        retryAfterMs: isRefused ? 10_000 : 1_000,
      });
      // Once, not with each try.
      const isNew = isRefused && connection.problem !== problem;
      return isNew ? this.alerts.raise(manager, connection, 'refused', problem) : null;
    });
    await tell?.();
  }

  private async giveUp({ connection, fence }: Pick<Mine, 'connection' | 'fence'>, problem: string): Promise<void> {
    const tell = await this.tenants.run(connection.org_id, async (manager) => {
      await giveUpRefresh(manager, connection.id, fence, problem);
      return this.alerts.raise(manager, connection, 'needs_reconnect', problem);
    });
    await tell();
  }
}

/**
 * Whether to ask once more where an earlier request may have been answered. A refresh token that was used up and comes again
 * looks stolen (RFC 9700, section 4.14): the authorization server may end everything that came of it.
 */
function mayAskAgain({ user_id, rotates }: StoredConnection, { credential }: OAuthServer): boolean {
  if (user_id === null || rotates === false) return true;
  return credential.type === 'oauth_user' && credential.retry_refresh;
}
