import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { readSearch, type SearchParams } from '../../../api/search-params';
import { serverApi } from '../../../api/server-api';
import { keyList, readKeyFilters } from '../../../keys/key-queries';
import { KeysPage } from '../../../keys/keys-page';
import { serviceAccounts, teams, users } from '../../../people/directory-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.keys.title };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const filters = readKeyFilters(await readSearch(searchParams));
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchInfiniteQuery(keyList(api, filters)),
        client.prefetchQuery(users(api)),
        client.prefetchQuery(teams(api)),
        client.prefetchQuery(serviceAccounts(api)),
      ]}
    >
      <KeysPage />
    </Prefetched>
  );
}
