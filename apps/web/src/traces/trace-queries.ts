import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/trace';
import { apiPages, apiQuery } from '../api/query';
import { readRange, timesOf, type Range } from '../ui/range';

export type TraceSummary = components['schemas']['TraceSummary'];
export type Span = components['schemas']['Span'];

export const PAGE_ROWS = 100;
/** Names in the address are those of the API. */
export const FILTER_NAMES = [
  'status', 'mcp_server', 'tool', 'environment', 'agent_name', 'key_id', 'user_id', 'team_id', 'min_duration_ms',
] as const; // prettier-ignore

const STATUSES = ['success', 'failed', 'error', 'timeout'] as const;

export interface TraceFilters {
  range: Range;
  fields: Readonly<Record<string, string>>;
}

/** What the address asks for. */
export function readFilters(get: (name: string) => string | null | undefined): TraceFilters {
  const fields = [...FILTER_NAMES, 'q'].flatMap((name) => {
    const value = get(name)?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return { range: readRange(get), fields: Object.fromEntries(fields) };
}

/** As the API takes it; the times are those of now. */
function questionOf({ range, fields }: TraceFilters) {
  const { status, min_duration_ms, ...rest } = fields;
  const known = STATUSES.find((name) => name === status);
  return {
    ...timesOf(range),
    ...rest,
    ...(known === undefined ? {} : { status: known }),
    ...(min_duration_ms === undefined ? {} : { min_duration_ms: Number(min_duration_ms) }),
    limit: PAGE_ROWS,
  };
}

export const traceList = (api: Api, filters: TraceFilters) =>
  apiPages(api.trace, '/v1/traces', () => ({ params: { query: questionOf(filters) } }), filters);

/** The latest page, up to the time at which it is asked for: for the live list. */
export const traceTail = (api: Api, filters: TraceFilters) =>
  queryOptions({
    queryKey: ['/v1/traces', 'tail', filters],
    queryFn: async ({ signal }) =>
      (await api.trace.GET('/v1/traces', { params: { query: questionOf(filters) }, signal })).data?.traces ?? [],
  });

export const traceOf = (api: Api, id: string) => apiQuery(api.trace, '/v1/traces/{id}', { params: { path: { id } } });

export const SPANS_MAX = 200;
export const spansOf = (api: Api, id: string) =>
  apiQuery(api.trace, '/v1/traces/{id}/spans', { params: { path: { id }, query: { limit: SPANS_MAX } } });

export const costOf = (api: Api, id: string) =>
  apiQuery(api.cost, '/v1/costs/trace/{id}', { params: { path: { id }, query: { limit: 50 } } });
