import { GatewayOpsError } from '@gatewayops/contracts';
import { queryRow, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readConnection, type StoredConnection, type StoredProvider } from './connection-rows.js';

const Owner = z.object({ org_id: z.string() });
type OfType<Type> = StoredConnection & { provider: Extract<StoredProvider, { type: Type }> };

/** Connections where nothing else says whose they are: at the addresses that browsers come to. */
@Injectable()
export class ConnectionLookup {
  constructor(private readonly tenants: TenantTransactions) {}

  /** @throws GatewayOpsError `not_found` where there is none, or one of another kind */
  async of<Type extends StoredProvider['type']>(type: Type, id: string): Promise<OfType<Type>> {
    const owner = await this.tenants.runWithoutOrganization((manager) =>
      queryRow(manager, Owner, 'SELECT org_id FROM find_sso_connection($1)', [id]),
    );
    const connection =
      owner === null ? null : await this.tenants.run(owner.org_id, (manager) => readConnection(manager, id));
    if (connection === null || connection.provider.type !== type)
      throw new GatewayOpsError('not_found', { message: 'There is no such way to sign in.' });
    return connection as OfType<Type>;
  }
}
