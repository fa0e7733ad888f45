import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { texts } from '../../../texts';
import { readFilters, traceList } from '../../../traces/trace-queries';
import { TracesPage } from '../../../traces/traces-page';

export const metadata: Metadata = { title: texts.traces.title };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Params }) {
  const asked = await searchParams;
  const api = await serverApi();
  const filters = readFilters((name) => {
    const value = asked[name];
    return Array.isArray(value) ? value[0] : value;
  });
  return (
    <Prefetched queries={(client) => [client.prefetchInfiniteQuery(traceList(api, filters))]}>
      <TracesPage />
    </Prefetched>
  );
}
