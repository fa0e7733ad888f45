import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { teams } from '../../../../people/directory-queries';
import { serviceAccountList } from '../../../../people/people-queries';
import { ServiceAccountsPage } from '../../../../people/service-accounts-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.accounts.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [client.prefetchInfiniteQuery(serviceAccountList(api)), client.prefetchQuery(teams(api))]}
    >
      <ServiceAccountsPage />
    </Prefetched>
  );
}
