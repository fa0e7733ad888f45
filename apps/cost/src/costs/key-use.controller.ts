import { Uuid, type KeyUse } from '@gatewayops/contracts';
import { ClickHouse, defineQuery } from '@gatewayops/clickhouse';
import { Internal } from '@gatewayops/service';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';

const PERIOD_MS = 24 * 3_600_000;
const PLACES_MAX = 100;

const Count = z.number().int().min(0);

/** What a key called since a time, most first, with the calls of all of it beside each. */
const keyUseQuery = defineQuery({
  name: 'cost_key_use',
  sql: `
SELECT *, sum(calls) OVER () AS all_calls
FROM (
    SELECT toString(e.mcp_server) AS server, e.tool_name AS tool, count() AS calls,
        toUnixTimestamp64Milli(max(e.timestamp)) AS last_ms
    FROM {{cost_events}} AS e
    WHERE e.key_id = {keyId:String} AND e.timestamp >= fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
    GROUP BY server, tool
)
ORDER BY calls DESC, server, tool
LIMIT {limit:UInt32}`,
  params: z.object({ keyId: z.string(), sinceMs: z.number().int(), limit: z.number().int() }),
  row: z.object({ server: z.string(), tool: z.string(), calls: Count, last_ms: z.number().int(), all_calls: Count }),
});

/** What would no longer work without a key, for the service that takes keys away. */
@Internal('auth')
@Controller('/internal/v1/costs')
export class KeyUseController {
  constructor(private readonly clickhouse: ClickHouse) {}

  @Get(':orgId/keys/:keyId/use')
  async use(
    @Param('orgId', { schema: Uuid }) orgId: string,
    @Param('keyId', { schema: Uuid }) keyId: string,
  ): Promise<KeyUse> {
    const sinceMs = Date.now() - PERIOD_MS;
    const params = { keyId, sinceMs, limit: PLACES_MAX + 1 };
    const rows = await keyUseQuery.run(this.clickhouse, orgId, params, { route: 'GET /internal/v1/costs/…/use' });
    return {
      sinceMs,
      calls: rows[0]?.all_calls ?? 0,
      places: rows
        .slice(0, PLACES_MAX)
        .map(({ server, tool, calls, last_ms }) => ({ mcpServer: server, toolName: tool, calls, lastAtMs: last_ms })),
      hasMore: rows.length > PLACES_MAX,
    };
  }
}
