import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { dayByServer, readFilters, serverList, statuses } from '../../../servers/server-queries';
import { ServersPage } from '../../../servers/servers-page';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.servers.title };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Params }) {
  const asked = await searchParams;
  const api = await serverApi();
  const filters = readFilters((name) => {
    const value = asked[name];
    return Array.isArray(value) ? value[0] : value;
  });
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchInfiniteQuery(serverList(api, filters)),
        client.prefetchQuery(dayByServer(api)),
        client.prefetchQuery(statuses(api)),
      ]}
    >
      <ServersPage />
    </Prefetched>
  );
}
