import { queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readServer } from '../../mcp-servers/server-rows.js';
import { readConnection } from '../connection-rows.js';
import { oauthServer } from '../oauth-server.js';
import { ServerSecrets } from '../server-secrets.js';
import { TokenRefresh } from './token-refresh.js';

const AT_ONCE = 20;
const Due = z.object({ org_id: z.string(), id: z.string(), token_version: z.coerce.number() });

/** Renews tokens before they end, so that calls do not wait for it. Any number of replicas may do so: the lock is the same. */
@Injectable()
export class RefreshAhead {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly secrets: ServerSecrets,
    private readonly refresh: TokenRefresh,
    private readonly logger: Logger,
  ) {}

  /** Renews what ends soon, a number at once. Never rejects. */
  async renewDue(): Promise<void> {
    try {
      const due = await this.tenants.runWithoutOrganization((manager) =>
        queryRows(manager, Due, 'SELECT * FROM due_upstream_refreshes($1)', [AT_ONCE]),
      );
      await Promise.all(due.map(({ org_id, id }) => this.renew(org_id, id)));
    } catch (error) {
      this.logger.warn({ error }, 'tokens could not be renewed ahead of time');
    }
  }

  private async renew(orgId: string, id: string): Promise<void> {
    try {
      const [connection, row] = await this.tenants.run(orgId, async (manager) => {
        const found = await readConnection(manager, id);
        return [found, found && (await readServer(manager, found.server_id))];
      });
      const server = row && oauthServer(row, await this.secrets.credentialOf(row));
      // What was made for another address is not sent any more, and so not renewed either.
      if (connection && server?.madeFor === connection.made_for) await this.refresh.renew(connection, server);
    } catch (error) {
      this.logger.warn({ error, connection_id: id, org_id: orgId }, 'tokens could not be renewed ahead of time');
    }
  }
}
