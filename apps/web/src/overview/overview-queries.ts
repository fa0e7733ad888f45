import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/trace';
import { readRange, timesOf, type Range } from '../ui/range';

export type Statistics = components['schemas']['TraceStatistics'];
export type Group = components['schemas']['TraceGroups']['items'][number];

/** Names in the address are those of the API, and of the list of traces. */
export const FILTER_NAMES = [
  'mcp_server', 'tool', 'environment', 'agent_name', 'team_id', 'user_id', 'key_id',
] as const; // prettier-ignore
export const GROUPINGS = ['server', 'tool', 'team', 'user'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const ORDERS = ['calls', 'errors', 'p95', 'cost'] as const;
export type Order = (typeof ORDERS)[number];

export interface OverviewFilters {
  range: Range;
  fields: Readonly<Partial<Record<(typeof FILTER_NAMES)[number], string>>>;
}

type Get = (name: string) => string | null | undefined;

export function readOverview(get: Get): OverviewFilters {
  const fields = FILTER_NAMES.flatMap((name) => {
    const value = get(name)?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return { range: readRange(get), fields: Object.fromEntries(fields) };
}

export const readOrder = (get: Get): Order => ORDERS.find((name) => name === get('top')) ?? 'calls';

const HOUR_MS = 3_600_000;
const MINUTES_UP_TO_MS = 3 * HOUR_MS;
const HOURS_UP_TO_MS = 8 * 24 * HOUR_MS;

/** As the API takes it; a named range ends now. */
function periodOf({ range, fields }: OverviewFilters) {
  const { start_time: from, end_time: to } = timesOf(range);
  return { ...fields, from, to };
}

/** Columns that are wide enough to be seen: minutes for an hour, hours for a week, days beyond. */
function intervalOf({ from, to }: { from: string; to: string }) {
  const length = Date.parse(to) - Date.parse(from);
  return length <= MINUTES_UP_TO_MS ? 'minute' : length <= HOURS_UP_TO_MS ? 'hour' : 'day';
}

export const statisticsOf = (api: Api, filters: OverviewFilters) =>
  queryOptions({
    queryKey: ['/v1/traces/statistics', filters],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Statistics> => {
      const period = periodOf(filters);
      const query = { ...period, interval: intervalOf(period) } as const;
      const { data } = await api.trace.GET('/v1/traces/statistics', { params: { query }, signal });
      return data as Statistics;
    },
  });

const TOP = 5;
export const topOf = (api: Api, filters: OverviewFilters, by: Grouping, order: Order) =>
  queryOptions({
    queryKey: ['/v1/traces/statistics/groups', filters, by, order],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly Group[]> => {
      const query = { ...periodOf(filters), by, order, limit: TOP };
      const { data } = await api.trace.GET('/v1/traces/statistics/groups', { params: { query }, signal });
      return data?.items ?? [];
    },
  });

/** Whether the organisation has any call that is kept. */
export async function hasCalls(api: Api): Promise<boolean> {
  const { data } = await api.trace.GET('/v1/traces', { params: { query: { ...timesOf({ name: '30d' }), limit: 1 } } });
  return (data?.traces.length ?? 0) > 0;
}

/** The traces behind a figure: the same time and filters, and what is added. */
export function tracesHref({ range, fields }: OverviewFilters, more: Readonly<Record<string, string | null>>): string {
  const time: Record<string, string> = 'name' in range ? { range: range.name } : range;
  const all = { ...time, ...fields, ...more };
  const set = Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return `/traces?${new URLSearchParams(set).toString()}`;
}
