import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { ownConnections } from '../../../connections/connection-queries';
import { ConnectionsPage } from '../../../connections/connections-page';
import { serverChoices } from '../../../servers/server-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.connections.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchInfiniteQuery(ownConnections(api)),
        client.prefetchQuery(serverChoices(api)),
      ]}
    >
      <ConnectionsPage />
    </Prefetched>
  );
}
