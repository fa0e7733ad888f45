import type { Actor } from '@gatewayops/access';
import {
  AlertChannel,
  GatewayOpsError,
  type CreatedAlertChannel,
  type NewAlertChannel,
  type PageQuery,
} from '@gatewayops/contracts';
import {
  execute,
  queryRow,
  queryRows,
  TenantTransactions,
  violatedUniqueConstraint,
  type EntityManager,
} from '@gatewayops/postgres';
import { SealedSecret, SecretBox } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { recordChange, type ConfigChanged } from '../database/change-log.js';
import { pageOfRows, positionOf, type Page } from '../database/page.js';

const CHANNELS_MAX = 20;
const COLUMNS = 'id, name, type, url, created_at';
const SealedRow = z.object({ url: z.string(), secret_sealed: SealedSecret });

/** A webhook's address and the secret that signs what goes there. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

const placeOf = (orgId: string, channelId: string) => `${orgId}/alert_channels/${channelId}`;

/** The channels of each organisation; their secrets are sealed at rest. */
@Injectable()
export class ChannelStore {
  constructor(
    private readonly transactions: TenantTransactions,
    private readonly box: SecretBox,
  ) {}

  /** @throws GatewayOpsError `conflict` where the name is taken or there are 20 */
  async create(orgId: string, actor: Actor, channel: NewAlertChannel): Promise<CreatedAlertChannel> {
    const id = uuidv7();
    const secret = `whsec_${randomBytes(32).toString('base64url')}`;
    const sealed = JSON.stringify(this.box.seal(secret, placeOf(orgId, id)));
    const values = [id, orgId, channel.name, channel.type, channel.url, sealed, CHANNELS_MAX];
    try {
      const row = await this.transactions.run(orgId, async (manager) => {
        await execute(manager, `SELECT pg_advisory_xact_lock(hashtextextended('alert-channels:' || $1, 0))`, [orgId]);
        const created = await queryRow(
          manager,
          AlertChannel,
          `INSERT INTO alert_channels (id, org_id, name, type, url, secret_sealed)
           SELECT $1, $2, $3, $4, $5, $6::jsonb WHERE (SELECT count(*) FROM alert_channels) < $7 RETURNING ${COLUMNS}`,
          values,
        );
        const { name, type } = channel;
        if (created) await recordChannel(manager, orgId, actor, id, { change: 'created', name, type });
        return created;
      });
      if (row) return { ...row, secret };
    } catch (error) {
      if (violatedUniqueConstraint(error) !== 'alert_channels_name') throw error;
      throw new GatewayOpsError('conflict', { message: 'There is a channel of this name.' });
    }
    throw new GatewayOpsError('conflict', { message: `An organisation may have ${CHANNELS_MAX} channels.` });
  }

  /** Newest first. */
  async list(orgId: string, query: PageQuery): Promise<Page<AlertChannel>> {
    const rows = await this.transactions.run(orgId, (manager) =>
      queryRows(
        manager,
        AlertChannel,
        `SELECT ${COLUMNS} FROM alert_channels WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
        [positionOf(query), query.limit + 1],
      ),
    );
    return pageOfRows(rows, query.limit);
  }

  /** Ends what is still to be sent there, too. @throws GatewayOpsError `not_found` */
  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.run(orgId, async (manager) => {
      const removed = await execute(manager, 'DELETE FROM alert_channels WHERE id = $1', [id]);
      if (removed === 0) throw new GatewayOpsError('not_found');
      await recordChannel(manager, orgId, actor, id, { change: 'deleted' });
    });
  }

  /** Null where the channel was deleted meanwhile. */
  async target(orgId: string, id: string): Promise<WebhookTarget | null> {
    const row = await this.transactions.run(orgId, (manager) =>
      queryRow(manager, SealedRow, 'SELECT url, secret_sealed FROM alert_channels WHERE id = $1', [id]),
    );
    return row && { url: row.url, secret: this.box.open(row.secret_sealed, placeOf(orgId, id)) };
  }
}

/** Never the address: it may hold a secret. */
function recordChannel(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  resourceId: string,
  details: ConfigChanged['details'],
): Promise<void> {
  return recordChange(manager, { orgId, actor, resourceType: 'alert_channel', resourceId, details });
}
