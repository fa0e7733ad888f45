import { Inject, Injectable } from '@nestjs/common';
import { TenantTransactions } from '@gatewayops/postgres';
import { Logger } from '@gatewayops/service';
import { OAuthFailure } from '@gatewayops/oauth-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConnection, type StoredConnection } from '../connection-rows.js';
import { ConnectionSecret, placeOfConnection, renewAheadAtMs } from '../connection-secret.js';
import { queueRevocation } from '../revocation-rows.js';
import { CREDENTIAL_STORE, type CredentialStore, type KeptSecret } from '../store/credential-store.js';
import { storeTokens } from './refresh-lock.js';

/** New tokens are tried to be stored for so long: they cannot be had again. */
const STORE_MS_MAX = 60_000;

/** Reads and keeps the tokens of connections. */
@Injectable()
export class TokenVault {
  constructor(
    @Inject(CREDENTIAL_STORE) private readonly store: CredentialStore,
    private readonly tenants: TenantTransactions,
    private readonly logger: Logger,
  ) {}

  async read({ org_id, id, secret }: StoredConnection): Promise<ConnectionSecret | null> {
    if (secret === null) return null;
    return ConnectionSecret.parse(JSON.parse(await this.store.read(placeOfConnection(org_id, id), secret)));
  }

  /** Tokens that were stored by somebody who died before its row knew of them. */
  async newer({ org_id, id, secret }: StoredConnection): Promise<ConnectionSecret | null> {
    const found = secret && (await this.store.newer(placeOfConnection(org_id, id), secret));
    return found && ConnectionSecret.parse(JSON.parse(found.secret));
  }

  /**
   * Stores the tokens that followed those of `before`. Tries for a minute where stores are away. Tokens of a connection that
   * ended meanwhile are queued for revocation. null where they were not stored because of that, or because newer ones were.
   * @throws OAuthFailure `undecided`: they are lost
   */
  async keep(
    before: StoredConnection,
    secret: ConnectionSecret,
    rotates: boolean | null,
  ): Promise<StoredConnection | null> {
    const endsAtMs = performance.now() + STORE_MS_MAX;
    for (let delayMs = 100; ; delayMs = Math.min(2_000, delayMs * 2)) {
      try {
        return await this.keepOnce(before, secret, rotates);
      } catch (error) {
        this.logger.error({ error, connection_id: before.id }, 'new tokens could not be stored yet');
        if (performance.now() + delayMs > endsAtMs) {
          throw new OAuthFailure('unreachable', 'New tokens could not be stored.', { cause: error, undecided: true });
        }
        await sleep(delayMs);
      }
    }
  }

  private async keepOnce(before: StoredConnection, secret: ConnectionSecret, rotates: boolean | null) {
    const { org_id: orgId, id, token_version, scope } = before;
    // A store outside the database would not see that newer tokens are there.
    const now = await this.tenants.run(orgId, (manager) => readConnection(manager, id));
    if (now !== null && now.token_version !== token_version) return null;
    const kept = await this.store.write(placeOfConnection(orgId, id), JSON.stringify(secret), before.secret);
    return this.tenants.run(orgId, async (manager) => {
      const stored = await storeTokens(manager, id, token_version, {
        secret: JSON.stringify(kept satisfies KeptSecret),
        expiresAtMs: secret.tokens.expiresAtMs,
        refreshAtMs: renewAheadAtMs(secret),
        scope: secret.tokens.scope ?? scope,
        rotates,
      });
      if (stored === null && (await readConnection(manager, id)) === null) {
        await queueRevocation(manager, orgId, id, kept);
      }
      return stored;
    });
  }
}
