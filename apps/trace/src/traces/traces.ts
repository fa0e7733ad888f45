import { GatewayOpsError, type SpanListResponse, type TraceDetail, type TraceListResponse, type TraceSearchRequest } from '@gatewayops/contracts'; // prettier-ignore
import { CursorCodec, spanIdNumber, traceIdUuid, type ClickHouse } from '@gatewayops/clickhouse';
import { z } from 'zod';
import { spanAnswer, traceDetail, traceSummary } from './answers.js';
import { KIND_ORDER, spanListQuery } from './span-query.js';
import { traceListQuery, traceQuery, type TraceFilters, type TraceRow } from './trace-queries.js';

const HOUR_MS = 3_600_000;
/** How much further back each look goes than the one before, when a page is not full yet. */
const WINDOW_GROWTH = 24;

const TracePosition = z.tuple([z.number().int(), z.string()]);
const SpanPosition = z.tuple([z.number().int(), z.number().int(), z.string()]);

export interface TracesOptions {
  clickhouse: ClickHouse;
  cursorSecret: string;
  /** Longest time range of a list. */
  rangeDaysMax: number;
}

/** Reads of one organisation's traces. */
export class Traces {
  private readonly clickhouse: ClickHouse;
  private readonly rangeMsMax: number;
  private readonly traceCursors: CursorCodec<typeof TracePosition>;
  private readonly spanCursors: CursorCodec<typeof SpanPosition>;

  constructor({ clickhouse, cursorSecret, rangeDaysMax }: TracesOptions) {
    this.clickhouse = clickhouse;
    this.rangeMsMax = rangeDaysMax * 24 * HOUR_MS;
    this.traceCursors = new CursorCodec(cursorSecret, TracePosition);
    this.spanCursors = new CursorCodec(cursorSecret, SpanPosition);
  }

  /** A page, latest first. A page asked for later shows the same traces, however many have begun since. */
  async list(orgId: string, query: TraceSearchRequest, route: string): Promise<TraceListResponse> {
    const [fromMs, endMs] = this.rangeOf(query);
    const filters = filtersOf(query);
    const list = ['traces', orgId, fromMs, endMs, filters];
    const [toMs, beforeId] = query.cursor ? this.traceCursors.decode(list, query.cursor) : [endMs, ''];
    const range = { fromMs, toMs, beforeId, limit: query.limit + 1 };
    const rows = await this.readBackwards(orgId, filters, range, route);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      traces: page.map(traceSummary),
      cursor: last ? this.traceCursors.encode(list, [last.started_ms, last.id]) : null,
      has_more: last !== undefined,
    };
  }

  /** Fails with `not_found`, also where the trace is another organisation's. */
  async get(orgId: string, traceId: string, route: string): Promise<TraceDetail> {
    const [row] = await traceQuery.run(this.clickhouse, orgId, { traceId: traceIdUuid(traceId) }, { route });
    if (!row) throw new GatewayOpsError('not_found');
    return traceDetail(row);
  }

  /** A page of a trace's spans. Spans are kept for a shorter time than traces: an old trace has none. */
  async spans(
    orgId: string,
    traceId: string,
    page: { limit: number; cursor?: string | undefined },
    route: string,
  ): Promise<SpanListResponse> {
    const list = ['spans', orgId, traceId];
    const after = page.cursor ? this.spanCursors.decode(list, page.cursor) : ([-1, 0, '0'] as const);
    const [afterMs, afterKind, afterSpan] = after;
    const params = { traceId: traceIdUuid(traceId), afterMs, afterKind, afterSpan, limit: page.limit + 1 };
    const read = () => spanListQuery.run(this.clickhouse, orgId, params, { route });
    let rows = await read();
    if (rows.length === 0 && !page.cursor) {
      await this.get(orgId, traceId, route);
      // A trace that was stored between the two reads has its spans by now; an old trace has lost them.
      rows = await read();
    }
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      spans: shown.map(spanAnswer),
      cursor: last
        ? this.spanCursors.encode(list, [last.start_ms, KIND_ORDER[last.kind], spanIdNumber(last.span_id)])
        : null,
      has_more: last !== undefined,
    };
  }

  /**
   * Reads the latest hour of the range first and then ever longer stretches before it, until the page is full: a page of a
   * busy organisation is in its latest hour, and grouping a month of its traces would be a thousand times the work.
   */
  private async readBackwards(
    orgId: string,
    filters: TraceFilters,
    range: { fromMs: number; toMs: number; beforeId: string; limit: number },
    route: string,
  ): Promise<TraceRow[]> {
    const rows: TraceRow[] = [];
    let { toMs, beforeId } = range;
    for (let windowMs = HOUR_MS; ; windowMs *= WINDOW_GROWTH) {
      const fromMs = Math.max(range.fromMs, toMs - windowMs);
      const limit = range.limit - rows.length;
      const params = { ...filters, fromMs, toMs, beforeId, limit };
      rows.push(...(await traceListQuery.run(this.clickhouse, orgId, params, { route })));
      if (rows.length >= range.limit || fromMs <= range.fromMs) return rows;
      toMs = fromMs;
      beforeId = '';
    }
  }

  private rangeOf({ start_time, end_time }: TraceSearchRequest): [number, number] {
    const fromMs = Date.parse(start_time);
    const toMs = Date.parse(end_time);
    if (toMs <= fromMs) throw invalid('end_time', 'must be after start_time');
    if (toMs - fromMs > this.rangeMsMax) {
      throw invalid('end_time', `must be within ${this.rangeMsMax / (24 * HOUR_MS)} days of start_time`);
    }
    return [fromMs, toMs];
  }
}

function filtersOf(query: TraceSearchRequest): TraceFilters {
  return {
    status: query.status ?? '',
    userId: query.user_id ?? '',
    teamId: query.team_id ?? '',
    keyId: query.key_id ?? '',
    mcpServer: query.mcp_server ?? '',
    tool: query.tool ?? '',
    environment: query.environment ?? '',
    agentName: query.agent_name ?? '',
    q: query.q ?? '',
    durationMsMin: query.min_duration_ms ?? 0,
  };
}

const invalid = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });
