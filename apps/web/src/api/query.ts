import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client, FetchOptions } from 'openapi-fetch';
import type { FilterKeys, PathsWithMethod } from 'openapi-typescript-helpers';

type Init<Item> = FetchOptions<FilterKeys<Item, 'get'>>;
/** What a GET answers with, in JSON. */
type Answer<Item> = Item extends { get: { responses: { 200: { content: { 'application/json': infer Data } } } } }
  ? Data
  : never;
/** openapi-fetch decides by conditional types whether a second argument is due; generic code cannot follow it there. */
type Get<Path, Item> = (path: Path, init: unknown) => Promise<{ data?: Answer<Item> }>;

/** Name of a query: what is asked, so that everything of a path can be made stale by `[path]`. */
export const keyOf = (path: string, params?: object): readonly unknown[] =>
  params === undefined ? [path] : [path, params];

/**
 * A GET of a service as a query: `useQuery(apiQuery(api.auth, '/v1/auth/keys/{id}', { params: { path: { id } } }))`. The same
 * options serve `Prefetched` on the server. @throws ApiError (as the query's error)
 */
export function apiQuery<Paths extends object, Path extends PathsWithMethod<Paths, 'get'> & string>(
  client: Client<Paths>,
  path: Path,
  init: Init<Paths[Path]>,
) {
  return queryOptions({
    queryKey: keyOf(path, init.params as object | undefined),
    queryFn: async ({ signal }) => {
      const get = client.GET as unknown as Get<Path, Paths[Path]>;
      const { data } = await get(path, { ...init, signal });
      return data as NonNullable<Answer<Paths[Path]>>;
    },
  });
}

interface Page {
  cursor: string | null;
  has_more: boolean;
}

/**
 * A list with cursors as an infinite query. `init` may be a function where something is to be read when a page is asked for, such
 * as the time; then `key` names the query.
 */
export function apiPages<Paths extends object, Path extends PathsWithMethod<Paths, 'get'> & string>(
  client: Client<Paths>,
  path: Path,
  init: Init<Paths[Path]> | (() => Init<Paths[Path]>),
  key?: object,
) {
  type Params = { query?: Record<string, unknown> };
  return infiniteQueryOptions({
    queryKey: keyOf(path, key ?? (typeof init === 'function' ? {} : ((init.params as object | undefined) ?? {}))),
    initialPageParam: null as { cursor: string; params: Params } | null,
    queryFn: async ({ signal, pageParam }) => {
      const get = client.GET as unknown as Get<Path, Paths[Path]>;
      const options = typeof init === 'function' ? init() : init;
      const first = (options.params ?? {}) as Params;
      // A cursor goes on where its own question left off: the times of that, not of now.
      const params = pageParam === null ? first : pageParam.params;
      const query = { ...params.query, ...(pageParam === null ? {} : { cursor: pageParam.cursor }) };
      const { data } = await get(path, { ...options, params: { ...params, query }, signal });
      return { params, data: data as NonNullable<Answer<Paths[Path]>> & Page };
    },
    getNextPageParam: ({ params, data }) =>
      data.has_more && data.cursor !== null ? { cursor: data.cursor, params } : null,
  });
}
