import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateSsoConnection, type PageQuery, type SsoConnection, type SsoGroupMapping, type UpdateSsoConnection } from '@gatewayops/contracts'; // prettier-ignore
import type { EntityManager } from '@gatewayops/postgres';
import { SecretBox } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseHigherRole } from '../../access/own-rights.js';
import type { Actor } from '../../changes/actor.js';
import { recordSettingsChange } from '../../changes/audit-log.js';
import { withConflicts } from '../../database/conflicts.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, positionOf, type Page } from '../../http/paging.js';
import { readTeam } from '../../teams/team-rows.js';
import { deleteConnection, insertConnection, isActiveAdmin, listConnections, noteMetadataProblem, readConnection, readConnectionForUpdate, replaceConnection, type ConnectionSettings as Settings, type StoredConnection } from './connection-rows.js'; // prettier-ignore
import { attributesOf } from './presets.js';
import { ProviderSettings } from './provider-settings.js';
import { addSpKey } from './sp-keys.js';
import { SsoAddresses } from './sso-addresses.js';

/** An organisation's connections to identity providers. */
@Injectable()
export class SsoConnectionsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly providers: ProviderSettings,
    private readonly addresses: SsoAddresses,
    private readonly box: SecretBox,
  ) {}

  async create(caller: CallerIdentity, actor: Actor, request: CreateSsoConnection): Promise<SsoConnection> {
    refuseHigherRoles(caller, request.group_mappings, request.default_role);
    const { orgId } = caller;
    const provider = await this.providers.read(request.provider);
    return this.transactions.change(orgId, async (manager) => {
      const id = uuidv7();
      const row: Settings = {
        ...request,
        id,
        org_id: orgId,
        provider,
        secret: this.providers.secretOf({ orgId, id }, request.provider, null),
        attributes: attributesOf(request.preset, provider.type, request.attributes),
      };
      await refuseUnsound(manager, row);
      const made = await withConflicts(() => insertConnection(manager, row));
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_connection_created', ...named(made) });
      return this.view(made);
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<SsoConnection>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listConnections(manager, before, query.limit + 1));
    const page = pageFrom(rows, query.limit, ({ id }) => id);
    return { ...page, items: page.items.map((row) => this.view(row)) };
  }

  async get(orgId: string, id: string): Promise<SsoConnection> {
    return this.view(found(await this.transactions.read(orgId, (manager) => readConnection(manager, id))));
  }

  async update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateSsoConnection): Promise<SsoConnection> {
    refuseHigherRoles(caller, change.group_mappings ?? [], change.default_role);
    const { orgId } = caller;
    found(await this.transactions.read(orgId, (manager) => readConnection(manager, id)));
    const provider = change.provider === undefined ? null : await this.providers.read(change.provider);
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readConnectionForUpdate(manager, id));
      const row = this.changed(before, change, provider);
      await refuseUnsound(manager, row);
      if (change.provider !== undefined) await noteMetadataProblem(manager, id, null);
      const made = await withConflicts(() => replaceConnection(manager, row));
      const fields = Object.keys(change);
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_connection_updated', fields, ...named(made) });
      return this.view(made);
    });
  }

  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const connection = found(await readConnectionForUpdate(manager, id));
      await deleteConnection(manager, id);
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_connection_deleted', ...named(connection) });
    });
  }

  /** A new key for SAML beside the ones in force, which go on for two weeks. */
  async rotateKeys(orgId: string, actor: Actor): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      await addSpKey(manager, this.box, orgId);
      await recordSettingsChange(manager, orgId, actor, { change: 'sso_key_rotated' });
    });
  }

  private changed(
    before: StoredConnection,
    change: UpdateSsoConnection,
    provider: Settings['provider'] | null,
  ): Settings {
    const { provider: given, attributes, ...others } = change;
    if (provider !== null && provider.type !== before.provider.type) {
      const message = 'Make a new connection for another kind of provider.';
      throw new GatewayOpsError('validation_error', { details: [{ field: 'provider.type', message }] });
    }
    const defined = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
    const place = { orgId: before.org_id, id: before.id };
    return {
      ...before,
      ...(defined as Partial<Settings>),
      provider: provider ?? before.provider,
      secret: given === undefined ? before.secret : this.providers.secretOf(place, given, before),
      attributes: attributesOf(before.preset, before.provider.type, { ...before.attributes, ...attributes }),
    };
  }

  private view(stored: StoredConnection): SsoConnection {
    const { provider, secret, org_id: _org, metadata_checked_at, metadata_problem, ...row } = stored;
    const shown =
      provider.type === 'oidc'
        ? { ...provider, has_client_secret: secret !== null }
        : { ...provider, metadata_problem, metadata_checked_at: provider.metadata_url && metadata_checked_at };
    return { ...row, provider: shown, addresses: this.addresses.all(provider.type, row.id) };
  }
}

/** Whoever sets up a connection gives no more by it than they could give by hand. */
function refuseHigherRoles(
  caller: CallerIdentity,
  mappings: readonly SsoGroupMapping[],
  role?: SsoGroupMapping['role'],
) {
  for (const given of [role, ...mappings.map((mapping) => mapping.role)]) if (given) refuseHigherRole(caller, given);
}

const missing = (field: string, message: string) =>
  new GatewayOpsError('not_found', { message, details: [{ field, message }] });

async function refuseUnsound(manager: EntityManager, row: Settings): Promise<void> {
  const refuse = (field: string, message: string) =>
    new GatewayOpsError('validation_error', { details: [{ field, message }] });
  const teamIds = new Set(row.group_mappings.flatMap(({ team_id }) => (team_id === null ? [] : [team_id])));
  for (const id of teamIds) {
    if ((await readTeam(manager, id)) === null)
      throw missing('group_mappings', 'There is no such team in this organisation.');
  }
  const { break_glass_user_id: owner, sso_only: only } = row;
  if (only && owner === null)
    throw refuse('break_glass_user_id', 'Name an administrator who may sign in when the provider is away.');
  if (owner !== null && !(await isActiveAdmin(manager, owner)))
    throw refuse('break_glass_user_id', 'There is no such administrator in this organisation.');
}

const named = ({ id, name, provider, sso_only, enabled }: StoredConnection) => ({
  connection_id: id,
  name,
  type: provider.type,
  sso_only,
  enabled,
});
