import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import type { components as traceComponents } from '../api/generated/trace';
import { apiPages, apiQuery } from '../api/query';

export type McpServer = components['schemas']['McpServer'];
export type ServerHealth = components['schemas']['McpServerHealth'];
export type TestReport = components['schemas']['McpServerTest'];
export type ServerStatus = components['schemas']['McpServerStatus'];
export type ServerTool = components['schemas']['McpServerTool'];
export type CatalogueEntry = components['schemas']['McpCatalogEntry'];
export type Group = traceComponents['schemas']['TraceGroups']['items'][number];

const PAGE_ROWS = 50;
const DAY_MS = 86_400_000;
export const LIST_MAX = 200;
const GROUPS_MAX = 100;

/** Names in the address are those of the API. */
export const FILTER_NAMES = ['name', 'enabled'] as const;
export type ServerFilters = Partial<Record<(typeof FILTER_NAMES)[number], string>>;

export function readFilters(get: (name: string) => string | null | undefined): ServerFilters {
  const name = get('name')?.trim();
  const enabled = get('enabled');
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(enabled === 'true' || enabled === 'false' ? { enabled } : {}),
  };
}

export const serverList = (api: Api, { name, enabled }: ServerFilters = {}) =>
  apiPages(api.auth, '/v1/mcp-servers', {
    params: {
      query: {
        limit: PAGE_ROWS,
        ...(name === undefined ? {} : { name }),
        ...(enabled === 'true' || enabled === 'false' ? { enabled } : {}),
      },
    },
  });

/** The first page at its largest: to choose one from. */
export const serverChoices = (api: Api) =>
  apiQuery(api.auth, '/v1/mcp-servers', { params: { query: { limit: LIST_MAX } } });

export const serverOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/mcp-servers/{id}', { params: { path: { id } } });

export const healthOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/mcp-servers/{id}/health', { params: { path: { id } } });

/** How all gateways find the servers: the newest 200. */
export const statuses = (api: Api) =>
  apiQuery(api.auth, '/v1/mcp-servers/health', { params: { query: { limit: LIST_MAX } } });

const TOOLS_ROWS = 100;
export const toolsOf = (api: Api, id: string) =>
  apiPages(api.auth, '/v1/mcp-servers/{id}/tools', { params: { path: { id }, query: { limit: TOOLS_ROWS } } });

export const documentOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/mcp-servers/{id}/document', { params: { path: { id } } });

export const connectionsOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/mcp-servers/{id}/connections', { params: { path: { id }, query: { limit: LIST_MAX } } });

export const virtualServers = (api: Api) =>
  apiQuery(api.auth, '/v1/virtual-servers', { params: { query: { limit: LIST_MAX } } });

/** Well-known servers. */
export const catalogue = (api: Api) =>
  apiQuery(api.auth, '/v1/mcp-catalog', { params: { query: { limit: LIST_MAX } } });

/** Calls of the last 24 hours, up to the time at which they are asked for. */
const lastDay = () => {
  const now = Date.now();
  return { from: new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() };
};

/** … by server: the 100 with the most. */
export const dayByServer = (api: Api) => dayGroups(api, 'server');

/** … of one server, by tool. */
export const dayByTool = (api: Api, server: string) => dayGroups(api, 'tool', server);

function dayGroups(api: Api, by: 'server' | 'tool', server?: string) {
  const of = server === undefined ? {} : { mcp_server: server };
  return queryOptions({
    queryKey: ['/v1/traces/statistics/groups', { day: true, by, ...of }],
    queryFn: async ({ signal }) => {
      const query = { ...lastDay(), by, limit: GROUPS_MAX, ...of };
      const { data } = await api.trace.GET('/v1/traces/statistics/groups', { params: { query }, signal });
      return data?.items ?? [];
    },
  });
}

/** Totals of the last day of one server. */
export const dayOf = (api: Api, server: string) =>
  queryOptions({
    queryKey: ['/v1/traces/statistics', { day: true, server }],
    queryFn: async ({ signal }) => {
      const query = { ...lastDay(), mcp_server: server, interval: 'hour' as const };
      const { data } = await api.trace.GET('/v1/traces/statistics', { params: { query }, signal });
      return data ?? null;
    },
  });
