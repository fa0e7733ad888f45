import type { CostEvent, CostSummaryQuery, CostSummaryResponse } from '@gatewayops/contracts';
import { formatMicroUsd } from '@gatewayops/domain';
import type { EventRow, SummaryRow } from './cost-queries.js';

export const orNull = (text: string): string | null => (text === '' ? null : text);

/** Of `server/tool`; a server's name has no slash in it, a tool's may. */
export function toolOf(group: string): { mcp_server: string; tool: string | null } {
  const end = group.indexOf('/');
  return { mcp_server: group.slice(0, end), tool: orNull(group.slice(end + 1)) };
}

/** Dollars as JSON has them. The shortest decimal of this float is the exact one below a billion dollars. */
export const dollars = (microUsd: number): number => Number(formatMicroUsd(microUsd));

/** A group's sums with its cost in dollars beside the exact one. */
export const withDollars = <T extends { cost_micro_usd: number }>(amounts: T): T & { cost: number } => ({
  ...amounts,
  cost: dollars(amounts.cost_micro_usd),
});

/** `rows` may hold one more than is shown: then there are more groups. */
export function summaryAnswer(query: CostSummaryQuery, rows: SummaryRow[], shown: number): CostSummaryResponse {
  const [first] = rows;
  const totalMicroUsd = first?.all_micro_usd ?? 0;
  return {
    summary: {
      total_cost: dollars(totalMicroUsd),
      total_cost_micro_usd: totalMicroUsd,
      total_calls: first?.all_calls ?? 0,
      period: { start: query.start_date, end: query.end_date },
    },
    breakdown: rows.slice(0, shown).map(({ group, all_micro_usd: _all, all_calls: _calls, ...amounts }) => ({
      group: group === '' ? 'none' : group,
      ...withDollars(amounts),
    })),
    has_more: rows.length > shown,
  };
}

export function eventAnswer({ timestamp_ms, ...row }: EventRow): CostEvent {
  return {
    ...withDollars(row),
    timestamp: new Date(timestamp_ms).toISOString(),
    user_id: orNull(row.user_id),
    team_id: orNull(row.team_id),
    project_id: orNull(row.project_id),
  };
}
