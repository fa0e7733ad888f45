import { isDeepStrictEqual } from 'node:util';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../changes/actor.js';
import { recordSettingsChange } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { noteMetadataProblem, readConnection, readConnectionForUpdate, replaceConnection, type StoredConnection, type StoredProvider } from '../connections/connection-rows.js'; // prettier-ignore
import { ProviderSettings } from '../connections/provider-settings.js';

type SamlProvider = Extract<StoredProvider, { type: 'saml' }>;

/** Providers change their certificates from time to time: metadata that came from an address is read from there again. */
@Injectable()
export class MetadataRefresh {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly providers: ProviderSettings,
    private readonly logger: Logger,
  ) {}

  /** The provider is asked outside of a transaction. What cannot be taken over is noted, and what was read before holds. */
  async refresh(orgId: string, actor: Actor, id: string): Promise<void> {
    const known = samlOf(await this.transactions.read(orgId, (manager) => readConnection(manager, id)));
    if (known === null) return;
    const read = await this.readAgain(known);
    await this.transactions.change(orgId, async (manager) => {
      const connection = await readConnectionForUpdate(manager, id);
      // Somebody changed it meanwhile: what was read is of no use any more.
      if (connection === null || !isDeepStrictEqual(connection.provider, known)) return;
      const problem = typeof read === 'string' ? read : null;
      if (typeof read !== 'string' && !isDeepStrictEqual(read, known))
        await replaceConnection(manager, { ...connection, provider: read });
      await noteMetadataProblem(manager, id, problem);
      const change = changeOf(connection, read);
      if (change === null) return;
      const details = { change, connection_id: id, name: connection.name, ...(problem === null ? {} : { problem }) };
      await recordSettingsChange(manager, orgId, actor, details);
    });
    if (typeof read === 'string') this.logger.warn({ orgId, connectionId: id, problem: read }, 'SAML metadata was not taken over'); // prettier-ignore
  }

  /** What the provider says now, or why that cannot be used. */
  private async readAgain(known: SamlProvider & { metadata_url: string }): Promise<StoredProvider | string> {
    const { metadata_url, want_response_signed, allow_idp_initiated, entity_id } = known;
    try {
      const read = await this.providers.read({ type: 'saml', metadata_url, want_response_signed, allow_idp_initiated });
      const isSame = read.type === 'saml' && read.entity_id === entity_id;
      return isSame ? read : 'The metadata is about another provider.';
    } catch (error) {
      if (!(error instanceof GatewayOpsError)) throw error;
      return error.details?.[0]?.message ?? error.message;
    }
  }
}

const samlOf = (connection: StoredConnection | null): (SamlProvider & { metadata_url: string }) | null => {
  const provider = connection?.provider;
  if (provider?.type !== 'saml' || provider.metadata_url === null) return null;
  return { ...provider, metadata_url: provider.metadata_url };
};

/** What is worth an entry of the audit log: not each day that a provider is away. */
function changeOf(connection: StoredConnection, read: StoredProvider | string): string | null {
  if (typeof read === 'string') return connection.metadata_problem === null ? 'sso_metadata_refused' : null;
  return isDeepStrictEqual(read, connection.provider) ? null : 'sso_metadata_updated';
}
