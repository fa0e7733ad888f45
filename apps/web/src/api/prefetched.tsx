import 'server-only';
import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import { cache, type ReactNode } from 'react';
import { newQueryClient } from './query-client';

const requestQueries = cache(newQueryClient);

/**
 * Asks for data on the server, so that they are in the first HTML: `await Promise.all` of `prefetchQuery` and
 * `prefetchInfiniteQuery`. What fails is asked again by the browser, which shows the error.
 */
export async function Prefetched({
  queries,
  children,
}: {
  queries: (client: QueryClient) => readonly Promise<unknown>[];
  children: ReactNode;
}) {
  const client = requestQueries();
  await Promise.all(queries(client));
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
