import { readConnection } from '../connections/connection-rows.js';
import type { SsoTest } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { SsoAddresses } from '../connections/sso-addresses.js';
import { SsoFlows } from './sso-flows.js';

/** Sign-ins that show an administrator what their provider says, also by a connection that is not in use yet. */
@Injectable()
export class SsoTests {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly flows: SsoFlows,
    private readonly addresses: SsoAddresses,
  ) {}

  async begin(orgId: string, id: string): Promise<SsoTest> {
    const { provider } = found(await this.transactions.read(orgId, (manager) => readConnection(manager, id)));
    const url = `${this.addresses.start(provider.type, id)}?test=${await this.flows.allowTest(id)}`;
    return { url };
  }
}
