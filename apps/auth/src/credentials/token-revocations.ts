import { OAuthFailure, revokeToken } from '@gatewayops/oauth-client';
import { queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { SYSTEM_ACTOR } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { AuthorizationParties } from './authorization-parties.js';
import { ConnectionSecret, placeOfConnection } from './connection-secret.js';
import { deleteRevocation, takeRevocation, type StoredRevocation } from './revocation-rows.js';
import { CREDENTIAL_STORE, type CredentialStore } from './store/credential-store.js';

const INTERVAL_MS = 2_000;
const AT_ONCE = 20;
/** How long after the first try the second follows; each wait is twice the one before, up to an hour. Most of a day in all. */
const AGAIN_MS = 2_000;
const ATTEMPTS_MAX = 30;
const Due = z.object({ org_id: z.string(), id: z.string() });

/** Has authorization servers forget the tokens of connections that ended (RFC 7009), and then forgets them here. */
@Injectable()
export class TokenRevocations implements OnModuleInit {
  private pass: Promise<void> | undefined;

  constructor(
    private readonly tenants: TenantTransactions,
    @Inject(CREDENTIAL_STORE) private readonly store: CredentialStore,
    private readonly parties: AuthorizationParties,
    private readonly shutdown: ShutdownHooks,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const timer = setInterval(() => {
      this.pass ??= this.revokeDue().finally(() => (this.pass = undefined));
    }, INTERVAL_MS);
    timer.unref();
    this.shutdown.register('stop', 'token revocations', () => clearInterval(timer));
    this.shutdown.register('drain', 'token revocations', () => this.pass);
  }

  private async revokeDue(): Promise<void> {
    try {
      const due = await this.tenants.runWithoutOrganization((manager) =>
        queryRows(manager, Due, 'SELECT * FROM due_upstream_revocations($1)', [AT_ONCE]),
      );
      await Promise.all(due.map(({ org_id, id }) => this.revoke(org_id, id)));
    } catch (error) {
      this.logger.warn({ error }, 'tokens could not be revoked');
    }
  }

  private async revoke(orgId: string, id: string): Promise<void> {
    const taken = await this.tenants.run(orgId, (manager) => takeRevocation(manager, id, AGAIN_MS));
    if (taken === null) return;
    const problem = await this.tell(orgId, taken);
    if (problem !== null && taken.attempts < ATTEMPTS_MAX) {
      this.logger.warn({ connection_id: taken.connection_id, org_id: orgId, problem }, 'not revoked yet');
      return;
    }
    await this.store.remove(placeOfConnection(orgId, taken.connection_id), taken.secret);
    await this.tenants.run(orgId, async (manager) => {
      await deleteRevocation(manager, id);
      await recordAudit(manager, {
        orgId,
        actor: SYSTEM_ACTOR,
        action: 'upstream_connection.revoked',
        resourceType: 'upstream_connection',
        resourceId: taken.connection_id,
        details: { told: problem === null, problem },
      });
    });
  }

  /** The refresh token first: with it goes what came of it (RFC 7009, section 2.1). null once the server knows. */
  private async tell(orgId: string, { connection_id, secret }: StoredRevocation): Promise<string | null> {
    try {
      const text = await this.store.read(placeOfConnection(orgId, connection_id), secret);
      const { server, identity, tokens } = ConnectionSecret.parse(JSON.parse(text));
      const party = { server, identity, fetch: this.parties.fetch };
      if (tokens.refreshToken !== null) await revokeToken(party, tokens.refreshToken, 'refresh_token');
      await revokeToken(party, tokens.accessToken, 'access_token');
      return null;
    } catch (error) {
      return error instanceof OAuthFailure ? error.message : 'The tokens cannot be read.';
    }
  }
}
