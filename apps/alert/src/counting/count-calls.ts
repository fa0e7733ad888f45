import type { CallsCounted } from '@gatewayops/contracts';
import { execute, type EntityManager, type TenantTransactions } from '@gatewayops/postgres';
import { evaluateRules } from '../incidents/evaluate.js';

const SECONDS_KEPT = 7_200;

/**
 * Counts the calls that events tell of and holds them against the rules, one transaction an organisation. An event that
 * comes twice counts once: its id is the key.
 */
export async function countCalls(transactions: TenantTransactions, events: readonly CallsCounted[]): Promise<void> {
  for (const [orgId, own] of Map.groupBy(events, (event) => event.orgId)) {
    await transactions.run(orgId, async (manager) => {
      await insertWindows(manager, orgId, own);
      await evaluateRules(manager, orgId);
    });
  }
}

async function insertWindows(manager: EntityManager, orgId: string, events: readonly CallsCounted[]): Promise<void> {
  const payloads = events.map((event) => event.payload);
  await execute(
    manager,
    // Ordered, so that two workers with the same events wait for each other instead of deadlocking.
    `INSERT INTO alert_windows (org_id, event_id, window_start, mcp_server, calls, errors, timeouts)
     SELECT $1, event_id, to_timestamp(start_ms / 1000.0), mcp_server, calls, errors, timeouts
     FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
       AS event (event_id, start_ms, mcp_server, calls, errors, timeouts)
     WHERE to_timestamp(start_ms / 1000.0) > now() - make_interval(secs => ${SECONDS_KEPT})
     ORDER BY event_id ON CONFLICT (org_id, event_id) DO NOTHING`,
    [
      orgId,
      events.map((event) => event.id),
      payloads.map((payload) => payload.windowStartMs),
      payloads.map((payload) => payload.mcpServer),
      payloads.map((payload) => payload.calls),
      payloads.map((payload) => payload.errors),
      payloads.map((payload) => payload.timeouts),
    ],
  );
}
