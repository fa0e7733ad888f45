import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/cost';
import { apiPages, apiQuery } from '../api/query';
import { instantsOf, periodBefore, type Period } from './cost-period';

export const GROUPINGS = ['day', 'team', 'user', 'key', 'server', 'tool'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export type CostSeries = components['schemas']['CostSeries'];
export type CostSummary = components['schemas']['CostSummaryResponse'];
export type Price = components['schemas']['Price'];

/** A row of any of the lists of costs. */
export interface CostRow {
  /** Id or name; null: calls that have none. */
  group: string | null;
  /** Of a tool. */
  server: string | null;
  cost_micro_usd: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
}

export const readGrouping = (get: (name: string) => string | null | undefined): Grouping =>
  GROUPINGS.find((name) => name === get('by')) ?? 'server';

const GROUPS_SHOWN = 6;

/** Days have no groups of their own: they are stacked of servers. */
export const seriesOf = (api: Api, period: Period, by: Grouping) => ({
  ...apiQuery(api.cost, '/v1/costs/series', {
    params: { query: { ...instantsOf(period), by: by === 'day' ? 'server' : by, limit: GROUPS_SHOWN } },
  }),
  placeholderData: keepPreviousData,
});

export const summaryOf = (api: Api, { start_date, end_date }: Period) => ({
  ...apiQuery(api.cost, '/v1/costs/summary', { params: { query: { start_date, end_date, group_by: 'day' } } }),
  placeholderData: keepPreviousData,
});

/** Only its sum is of interest. */
export const summaryBefore = (api: Api, period: Period) =>
  apiQuery(api.cost, '/v1/costs/summary', { params: { query: { ...periodBefore(period), group_by: 'month' } } });

type ListBy = Exclude<Grouping, 'day'>;
interface Costs {
  cost_micro_usd: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
}

/** 200 groups at a time, in the order of their ids. */
export const costRows = (api: Api, { start_date, end_date }: Period, by: ListBy) =>
  infiniteQueryOptions({
    queryKey: ['/v1/costs/by', by, start_date, end_date],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal, pageParam }) => {
      const query = { start_date, end_date, limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return LISTS[by](api, { params: { query }, signal });
    },
    getNextPageParam: ({ cursor }) => cursor,
  });

type Asked = {
  params: { query: { start_date: string; end_date: string; limit: number; cursor?: string } };
  signal: AbortSignal;
};
interface RowPage {
  rows: readonly CostRow[];
  cursor: string | null;
}

const rowOf = (costs: Costs, group: string | null, server: string | null = null): CostRow => ({
  group,
  server,
  cost_micro_usd: costs.cost_micro_usd,
  calls: costs.calls,
  input_tokens: costs.input_tokens,
  output_tokens: costs.output_tokens,
});

function pageOf<Item extends Costs>(
  page: { items: readonly Item[]; cursor: string | null } | undefined,
  toRow: (item: Item) => CostRow,
): RowPage {
  return { rows: (page?.items ?? []).map(toRow), cursor: page?.cursor ?? null };
}

const LISTS: Record<ListBy, (api: Api, asked: Asked) => Promise<RowPage>> = {
  team: async ({ cost }, asked) =>
    pageOf((await cost.GET('/v1/costs/by-team', asked)).data, (item) => rowOf(item, item.team_id)),
  user: async ({ cost }, asked) =>
    pageOf((await cost.GET('/v1/costs/by-user', asked)).data, (item) => rowOf(item, item.user_id)),
  key: async ({ cost }, asked) =>
    pageOf((await cost.GET('/v1/costs/by-key', asked)).data, (item) => rowOf(item, item.key_id)),
  server: async ({ cost }, asked) =>
    pageOf((await cost.GET('/v1/costs/by-server', asked)).data, (item) => rowOf(item, item.mcp_server)),
  tool: async ({ cost }, asked) =>
    pageOf((await cost.GET('/v1/costs/by-tool', asked)).data, (item) => rowOf(item, item.tool, item.mcp_server)),
};

/** A link: the browser saves what it answers. */
export function exportHref({ start_date, end_date }: Period, by: Grouping): string {
  return `/v1/costs/export?${new URLSearchParams({ start_date, end_date, by, format: 'csv' }).toString()}`;
}

export const priceList = (api: Api) => apiPages(api.cost, '/v1/prices', { params: { query: { limit: 50 } } });

/** The calls of a row, for as long as they are kept. */
export function tracesHref(period: Period, by: Grouping, row: CostRow): string | null {
  if (by !== 'day' && row.group === null && row.server === null) return null;
  const days = by === 'day' && row.group !== null ? { ...period, start_date: row.group, end_date: row.group } : period;
  const { from, to } = instantsOf(days);
  const filters =
    by === 'day' ? {} : { [FILTER_OF[by]]: row.group, ...(row.server === null ? {} : { mcp_server: row.server }) };
  const set = Object.entries({ from, to, ...filters }).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/traces?${new URLSearchParams(set).toString()}`;
}
const FILTER_OF = { team: 'team_id', user: 'user_id', key: 'key_id', server: 'mcp_server', tool: 'tool' } as const;
