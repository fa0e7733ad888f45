import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { PlaygroundPage } from '../../../playground/playground-page';
import { serverChoices } from '../../../servers/server-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.playground.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchQuery(serverChoices(api))]}>
      <PlaygroundPage />
    </Prefetched>
  );
}
