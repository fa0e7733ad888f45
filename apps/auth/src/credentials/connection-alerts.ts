import type { EntityManager } from '@gatewayops/postgres';
import { Logger, Metrics } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../changes/actor.js';
import { ConnectionMails } from './connection-mails.js';
import { recordAudit } from '../changes/audit-log.js';
import type { StoredConnection } from './connection-rows.js';

/**
 * Tells people that a connection does not work any more. The one place to do it: in the transaction that notes it, so that
 * neither is there without the other: a row of the audit log, the log, a metric that can be alerted on, and a mail to the owner.
 */
@Injectable()
export class ConnectionAlerts {
  private readonly failures;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly mails: ConnectionMails,
  ) {
    this.failures = metrics.counter({
      name: 'upstream_connections_failed_total',
      help: 'Connections to MCP servers whose tokens could not be renewed',
      labels: ['outcome'] as const,
    });
  }

  /**
   * Gives what posts the mail, for when the transaction has committed.
   * @param outcome `needs_reconnect`: its owner has to act; `refused`: the server's administrator has to
   */
  async raise(
    manager: EntityManager,
    connection: StoredConnection,
    outcome: 'needs_reconnect' | 'refused',
    problem: string,
  ): Promise<() => Promise<void>> {
    const { id, org_id: orgId, server_id, user_id } = connection;
    await recordAudit(manager, {
      orgId,
      actor: SYSTEM_ACTOR,
      action: 'upstream_connection.failed',
      resourceType: 'upstream_connection',
      resourceId: id,
      details: { outcome, problem, server_id, user_id },
    });
    this.failures.inc({ outcome });
    this.logger.warn({ connection_id: id, org_id: orgId, server_id, user_id, problem }, 'a connection failed');
    const mails = await this.mails.of(manager, connection, outcome, problem);
    return () => this.mails.post(connection, mails);
  }
}
