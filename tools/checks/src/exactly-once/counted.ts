import pg from 'pg';

/** How many calls of an organisation the alert service was told of, asked in its database. */
export async function countedCalls(databaseUrl: string, orgId: string): Promise<{ rows: number; calls: number }> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ rows: string; calls: string }>(
      'SELECT count(*) AS rows, coalesce(sum(calls), 0) AS calls FROM alert_windows WHERE org_id = $1',
      [orgId],
    );
    return { rows: Number(rows[0]!.rows), calls: Number(rows[0]!.calls) };
  } finally {
    await client.end();
  }
}
