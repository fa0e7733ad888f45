import { randomUUID } from 'node:crypto';
import { withConnection } from '@gatewayops/postgres';

/**
 * What is made with an authenticator or at somebody else's authorization server, which this check does not have: it is only
 * about their ids here. The passkey is of somebody who is not signed in: it would ask for a second factor.
 */
export async function storeForeignThings(
  databaseUrl: string,
  of: { orgId: string; administrator: string; member: string; server: string; word: string },
): Promise<{ passkey: string; connection: string }> {
  const [passkey, connection] = [randomUUID(), randomUUID()];
  await withConnection(databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.org_id', $1, true), set_config('app.user_id', $2, true)`, [of.orgId, of.member]); // prettier-ignore
    await client.query(
      `INSERT INTO person_passkeys (id, user_id, credential_id, public_key, counter, name, backed_up)
         VALUES ($1, $2, $3, '\\x00', 0, $3, false)`,
      [passkey, of.member, of.word],
    );
    await client.query(
      `INSERT INTO upstream_connections (id, org_id, server_id, user_id, issuer, resource, made_for)
         VALUES ($1, $2, $3, $4, 'https://93.184.216.34', $5, 'nobody')`,
      [connection, of.orgId, of.server, of.administrator, `https://93.184.216.34/${of.word}`],
    );
    await client.query('COMMIT');
  });
  return { passkey, connection };
}
