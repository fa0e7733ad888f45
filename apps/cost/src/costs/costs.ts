import { GatewayOpsError, type CostGroupsQuery, type CostSummaryQuery, type CostSummaryResponse, type TraceCostResponse } from '@gatewayops/contracts'; // prettier-ignore
import { CursorCodec, traceIdUuid, type ClickHouse } from '@gatewayops/clickhouse';
import { z } from 'zod';
import { periodOf } from './period.js';
import { dollars, eventAnswer, summaryAnswer, withDollars } from './answers.js';
import {
  groupsQuery,
  summaryQuery,
  traceEventsQuery,
  traceTotalQuery,
  type GroupDimension,
  type GroupRow,
} from './cost-queries.js';

/** Groups of a summary; the lists by team, user and server have pages. */
const SUMMARY_GROUPS_MAX = 1_000;

const GroupPosition = z.tuple([z.string()]);
const EventPosition = z.tuple([z.number().int(), z.string()]);

export interface CostsOptions {
  clickhouse: ClickHouse;
  cursorSecret: string;
  /** Longest period of a query. */
  rangeDaysMax: number;
}

/** Reads of what one organisation spent. */
export class Costs {
  private readonly clickhouse: ClickHouse;
  private readonly rangeDaysMax: number;
  private readonly groupCursors: CursorCodec<typeof GroupPosition>;
  private readonly eventCursors: CursorCodec<typeof EventPosition>;

  constructor({ clickhouse, cursorSecret, rangeDaysMax }: CostsOptions) {
    this.clickhouse = clickhouse;
    this.rangeDaysMax = rangeDaysMax;
    this.groupCursors = new CursorCodec(cursorSecret, GroupPosition);
    this.eventCursors = new CursorCodec(cursorSecret, EventPosition);
  }

  async summary(orgId: string, query: CostSummaryQuery, route: string): Promise<CostSummaryResponse> {
    const params = { ...periodOf(query, this.rangeDaysMax), groupBy: query.group_by, limit: SUMMARY_GROUPS_MAX + 1 };
    const rows = await summaryQuery.run(this.clickhouse, orgId, params, { route });
    return summaryAnswer(query, rows, SUMMARY_GROUPS_MAX);
  }

  /** A page of the sums by `dimension`; `group` is the id, or empty where calls have none. */
  async groups(
    orgId: string,
    dimension: GroupDimension,
    query: CostGroupsQuery,
    route: string,
  ): Promise<{
    items: (GroupRow & { cost: number })[];
    period: { start: string; end: string };
    cursor: string | null;
    has_more: boolean;
  }> {
    const period = periodOf(query, this.rangeDaysMax);
    const list = ['costs', orgId, dimension, period];
    const [after] = query.cursor ? this.groupCursors.decode(list, query.cursor) : [''];
    const params = { ...period, dimension, started: query.cursor ? 1 : 0, after, limit: query.limit + 1 };
    const rows = await groupsQuery.run(this.clickhouse, orgId, params, { route });
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(withDollars),
      period: { start: query.start_date, end: query.end_date },
      cursor: last ? this.groupCursors.encode(list, [last.group]) : null,
      has_more: last !== undefined,
    };
  }

  /** Fails with `not_found` where no call of the trace was priced, or the trace is another organisation's. */
  async ofTrace(
    orgId: string,
    traceId: string,
    page: { limit: number; cursor?: string | undefined },
    route: string,
  ): Promise<TraceCostResponse> {
    const list = ['cost-events', orgId, traceId];
    const [afterMs, afterId] = page.cursor ? this.eventCursors.decode(list, page.cursor) : [-1, ''];
    const uuid = traceIdUuid(traceId);
    const [total] = await traceTotalQuery.run(this.clickhouse, orgId, { traceId: uuid }, { route });
    if (!total || total.calls === 0) throw new GatewayOpsError('not_found');
    const params = { traceId: uuid, afterMs, afterId, limit: page.limit + 1 };
    const rows = await traceEventsQuery.run(this.clickhouse, orgId, params, { route });
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      trace_id: traceId,
      total_cost: dollars(total.cost_micro_usd),
      total_cost_micro_usd: total.cost_micro_usd,
      total_calls: total.calls,
      items: shown.map(eventAnswer),
      cursor: last ? this.eventCursors.encode(list, [last.timestamp_ms, last.id]) : null,
      has_more: last !== undefined,
    };
  }
}
