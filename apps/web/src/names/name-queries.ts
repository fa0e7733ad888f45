import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../api/api-error';
import type { Api } from '../api/clients';
import { ALL } from '../people/directory-queries';
import type { Permission } from '../session/session';
import { texts } from '../texts';
import { personName } from './name-words';

/** What services know by an id and people by a name. A key may also be what somebody granted to an application. */
export const NAMED = ['team', 'user', 'key'] as const;
export type Named = (typeof NAMED)[number];
export interface Names {
  items: readonly { id: string; name: string }[];
  /** Whether these are all of them. */
  complete: boolean;
}

/** One question gets all names where there are no more of them; what is beyond is asked for by its id. */
const FIRST = { params: { query: { limit: ALL } } } as const;
const STALE_MS = 60_000;

export const NEEDS: Record<Named, Permission> = { team: 'teams:read', user: 'members:read', key: 'api_keys:read' };
const PATHS = { team: '/v1/teams', user: '/v1/users', key: '/v1/auth/keys' } as const;

export const nameList = (api: Api, kind: Named) =>
  queryOptions({
    queryKey: [PATHS[kind], 'names'],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<Names> => LISTS[kind](api, signal),
  });

/** null: there is no such thing any more, or not for who asks. */
export const nameOf = (api: Api, kind: Named, id: string) =>
  queryOptions({
    queryKey: [PATHS[kind], 'name', id],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<string | null> => {
      const init = { params: { path: { id } }, signal };
      try {
        if (kind === 'team') return (await api.auth.GET('/v1/teams/{id}', init)).data?.name ?? null;
        if (kind === 'key') return (await api.auth.GET('/v1/auth/keys/{id}', init)).data?.name ?? null;
        const { data } = await api.auth.GET('/v1/users/{id}', init);
        return data === undefined ? null : personName(data);
      } catch (error) {
        if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return null;
        throw error;
      }
    },
  });

/** Names of the MCP servers, for filters. */
export const serverNames = (api: Api) =>
  queryOptions({
    queryKey: ['/v1/mcp-servers', 'names'],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<Names> => {
      const { data } = await api.auth.GET('/v1/mcp-servers', { ...FIRST, signal });
      return { items: data?.items ?? [], complete: data?.has_more === false };
    },
  });

const LISTS: Record<Named, (api: Api, signal: AbortSignal) => Promise<Names>> = {
  team: async (api, signal) => {
    const { data } = await api.auth.GET('/v1/teams', { ...FIRST, signal });
    return { items: data?.items ?? [], complete: data?.has_more === false };
  },
  user: async (api, signal) => {
    const { data } = await api.auth.GET('/v1/users', { ...FIRST, signal });
    const items = (data?.items ?? []).map((user) => ({ id: user.id, name: personName(user) }));
    return { items, complete: data?.has_more === false };
  },
  key: async (api, signal) => {
    const [keys, grants] = await Promise.all([
      api.auth.GET('/v1/auth/keys', { ...FIRST, signal }),
      api.auth.GET('/v1/auth/oauth-grants', { ...FIRST, signal }),
    ]);
    const applications = (grants.data?.items ?? []).map(({ id, client_name }) => ({
      id,
      name: texts.names.application(client_name),
    }));
    const complete = keys.data?.has_more === false && grants.data?.has_more === false;
    return { items: [...(keys.data?.items ?? []), ...applications], complete };
  },
};
