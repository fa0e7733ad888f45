import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/trace';
import { apiQuery } from '../api/query';
import { timesOf } from '../ui/range';

export type Call = components['schemas']['TraceSummary'];

const FIRST = 20;
export const serversAtHand = (api: Api) =>
  apiQuery(api.auth, '/v1/mcp-servers', { params: { query: { limit: FIRST } } });

export const keysAtHand = (api: Api) =>
  apiQuery(api.auth, '/v1/auth/keys', { params: { query: { limit: FIRST, status: 'active' } } });

/** The latest call that is kept; null: there is none. */
export const lastCall = (api: Api) =>
  queryOptions({
    queryKey: ['/v1/traces', 'last'],
    queryFn: async ({ signal }) => latest(api, timesOf({ name: '30d' }), signal),
  });

/** The latest call since `since` (ISO 8601). */
export const callSince = (api: Api, since: string) =>
  queryOptions({
    queryKey: ['/v1/traces', 'since', since],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      latest(api, { start_time: since, end_time: timesOf({ name: '1h' }).end_time }, signal),
  });

async function latest(api: Api, times: { start_time: string; end_time: string }, signal: AbortSignal) {
  const { data } = await api.trace.GET('/v1/traces', { params: { query: { ...times, limit: 1 } }, signal });
  return data?.traces[0] ?? null;
}
