import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';
import { isPassing } from './api-error';

const STALE_MS = 15_000;
const RETRIES_MAX = 2;

/** Data are fresh for 15 s; what will not succeed by being repeated is not repeated. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => typeof window !== 'undefined' && failures < RETRIES_MAX && isPassing(error),
      },
      dehydrate: { shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) },
    },
  });
