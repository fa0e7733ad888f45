import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiPages, apiQuery } from '../api/query';

export type ApiKey = components['schemas']['ApiKey'];
export type IssuedApiKey = components['schemas']['IssuedApiKey'];
export type McpScope = ApiKey['scopes']['mcp'][number];
export type KeyUse = components['schemas']['ApiKeyUse'];

export const KEYS = '/v1/auth/keys';
export const KEY = '/v1/auth/keys/{id}';
/** Names in the address are those of the API. */
export const KEY_FILTERS = ['status', 'environment', 'user_id', 'service_account_id', 'team_id', 'key_prefix'] as const;
export const STATUSES = ['active', 'rotating', 'expired', 'revoked'] as const;

const PAGE_ROWS = 50;

export type KeyFilters = Partial<Record<(typeof KEY_FILTERS)[number], string>>;

/** What the address asks for. */
export function readKeyFilters(get: (name: string) => string | null | undefined): KeyFilters {
  return Object.fromEntries(
    KEY_FILTERS.flatMap((name) => {
      const value = get(name)?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

export function keyList(api: Api, filters: KeyFilters) {
  const { status, ...rest } = filters;
  const known = STATUSES.find((name) => name === status);
  const query = { ...rest, ...(known === undefined ? {} : { status: known }), limit: PAGE_ROWS };
  return apiPages(api.auth, KEYS, { params: { query } });
}

export const keyOfId = (api: Api, id: string) => apiQuery(api.auth, KEY, { params: { path: { id } } });
export const keyUse = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/auth/keys/{id}/use', { params: { path: { id } } });
