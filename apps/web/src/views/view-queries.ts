import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';

export type SavedView = components['schemas']['SavedView'];
export type ViewPage = SavedView['page'];

export const VIEWS_PATH = '/v1/saved-views';
/** A person sees at most 300: their own 100 and 200 that are shared. */
const PAGES_MAX = 2;

/** All that one sees of a page, by name. */
export const viewsOf = (api: Api, page: ViewPage) =>
  queryOptions({
    queryKey: [VIEWS_PATH, page],
    queryFn: async ({ signal }): Promise<readonly SavedView[]> => {
      const views: SavedView[] = [];
      let cursor: string | null = null;
      for (let asked = 0; asked < PAGES_MAX; asked++) {
        const query: { page: ViewPage; limit: number; cursor?: string } = { page, limit: 200, ...(cursor === null ? {} : { cursor }) }; // prettier-ignore
        const { data } = await api.auth.GET(VIEWS_PATH, { params: { query }, signal });
        views.push(...(data?.items ?? []));
        cursor = data?.cursor ?? null;
        if (cursor === null) break;
      }
      return views.toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });
