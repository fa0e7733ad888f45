import {
  AlertDelivery,
  GatewayOpsError,
  type AlertIncident,
  type AlertIncidentDetail,
  type PageQuery,
} from '@gatewayops/contracts';
import { queryRow, queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { pageOfRows, positionOf, type Page } from '../database/page.js';
import { INCIDENT_COLUMNS, IncidentRow } from './incident-row.js';

const DELIVERY_COLUMNS = `id, channel_id, transition, state, attempts, last_status, last_error, delivered_at,
  CASE WHEN state = 'pending' THEN next_attempt_at END AS next_attempt_at`;
const DELIVERIES_MAX = 100;

/** What happened in each organisation. */
@Injectable()
export class IncidentStore {
  constructor(private readonly transactions: TenantTransactions) {}

  /** Newest first. */
  async list(
    orgId: string,
    query: PageQuery & { status?: 'open' | 'resolved' | undefined },
  ): Promise<Page<AlertIncident>> {
    const rows = await this.transactions.run(orgId, (manager) =>
      queryRows(
        manager,
        IncidentRow,
        `SELECT ${INCIDENT_COLUMNS} FROM alert_incidents
         WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR (resolved_at IS NULL) = ($2 = 'open'))
         ORDER BY id DESC LIMIT $3`,
        [positionOf(query), query.status ?? null, query.limit + 1],
      ),
    );
    return pageOfRows(rows, query.limit);
  }

  /** An incident with what was sent about it. @throws GatewayOpsError `not_found` */
  async read(orgId: string, id: string): Promise<AlertIncidentDetail> {
    return this.transactions.run(orgId, async (manager) => {
      const statement = `SELECT ${INCIDENT_COLUMNS} FROM alert_incidents WHERE id = $1`;
      const incident = await queryRow(manager, IncidentRow, statement, [id]);
      if (incident === null) throw new GatewayOpsError('not_found');
      const deliveries = await queryRows(
        manager,
        AlertDelivery,
        `SELECT ${DELIVERY_COLUMNS} FROM alert_deliveries WHERE incident_id = $1 ORDER BY id LIMIT ${DELIVERIES_MAX}`,
        [id],
      );
      return { ...incident, deliveries };
    });
  }
}
