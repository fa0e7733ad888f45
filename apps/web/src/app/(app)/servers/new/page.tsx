import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { NewServerPage } from '../../../../servers/new-server-page';
import { catalogue } from '../../../../servers/server-queries';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.servers.form.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchQuery(catalogue(api))]}>
      <NewServerPage />
    </Prefetched>
  );
}
