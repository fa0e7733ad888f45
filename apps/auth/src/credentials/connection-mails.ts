import { redisKeys } from '@gatewayops/contracts';
import { queryRows, type EntityManager } from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Mailer, type Mail } from '../mail/mailer.js';
import { ConnectPages } from './connect/connect-pages.js';
import type { StoredConnection } from './connection-rows.js';

const ADDRESSES_MAX = 10;
/** A connection that fails again and again is told of once in this time. */
const QUIET_SECONDS = 3_600;
const Row = z.object({ email: z.string(), server_name: z.string() });

/** Mails about connections that do not work any more: to the person, or to administrators where it is the organisation's own. */
@Injectable()
export class ConnectionMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly redis: Redis,
    private readonly pages: ConnectPages,
    private readonly logger: Logger,
  ) {}

  async of(
    manager: EntityManager,
    { server_id: serverId, user_id: userId }: StoredConnection,
    outcome: 'needs_reconnect' | 'refused',
    problem: string,
  ): Promise<Mail[]> {
    // What its owner cannot mend goes to those who can.
    const person = outcome === 'needs_reconnect' ? userId : null;
    const rows = await queryRows(
      manager,
      Row,
      `SELECT u.email, s.name AS server_name
         FROM organization_members m JOIN users u ON u.id = m.user_id JOIN mcp_servers s ON s.id = $2
        WHERE m.deactivated_at IS NULL AND CASE WHEN $1::uuid IS NULL THEN m.role = 'org_admin' ELSE m.user_id = $1 END
        ORDER BY u.email LIMIT ${ADDRESSES_MAX}`,
      [person, serverId],
    );
    const url = person === null ? null : this.pages.connectUrl(serverId);
    return rows.map(({ email, server_name: name }) => ({ to: email, ...wordsOf(name, problem, url) }));
  }

  /** Without Redis they are sent: better twice than not at all. */
  async post({ org_id: orgId, id }: StoredConnection, mails: readonly Mail[]): Promise<void> {
    const first = await this.redis
      .set(redisKeys.connectionMail(orgId, id), '1', 'EX', QUIET_SECONDS, 'NX')
      .catch((error: unknown) => {
        this.logger.debug({ error }, 'whether a mail was sent before is not known');
        return 'OK';
      });
    if (first === 'OK') for (const mail of mails) this.mailer.post(mail);
  }
}

function wordsOf(server: string, problem: string, url: string | null): Pick<Mail, 'subject' | 'text'> {
  const next =
    url === null
      ? 'An administrator has to look at the credential of this server.'
      : `Agents cannot use it in your name until you connect again:\n${url}`;
  return {
    subject: `The connection to “${server}” has stopped working`,
    text: `The connection to the MCP server “${server}” could not be renewed.\n${problem}\n\n${next}\n`,
  };
}
