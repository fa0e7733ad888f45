import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { webEnvironment } from '../../../env';
import { StartPage } from '../../../start/start-page';
import { keysAtHand, lastCall, serversAtHand } from '../../../start/start-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.start.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(serversAtHand(api)),
        client.prefetchQuery(keysAtHand(api)),
        client.prefetchQuery(lastCall(api)),
      ]}
    >
      <StartPage gateway={webEnvironment().GATEWAY_PUBLIC_URL.replace(/\/$/, '')} since={new Date().toISOString()} />
    </Prefetched>
  );
}
