import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { ServerDetail } from '../../../../servers/server-detail';
import { dayOf, healthOf, serverOf } from '../../../../servers/server-queries';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.servers.title };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client
          .fetchQuery(serverOf(api, id))
          .then((server) => client.prefetchQuery(dayOf(api, server.name)))
          // The page asks again, and shows what is wrong.
          .catch(() => undefined),
        client.prefetchQuery(healthOf(api, id)),
      ]}
    >
      <ServerDetail id={id} />
    </Prefetched>
  );
}
