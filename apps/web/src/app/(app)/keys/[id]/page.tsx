import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { KeyDetail } from '../../../../keys/key-detail';
import { keyOfId, keyUse } from '../../../../keys/key-queries';
import { serviceAccounts, teams, users } from '../../../../people/directory-queries';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.keys.title };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(keyOfId(api, id)),
        client.prefetchQuery(keyUse(api, id)),
        client.prefetchQuery(users(api)),
        client.prefetchQuery(teams(api)),
        client.prefetchQuery(serviceAccounts(api)),
      ]}
    >
      <KeyDetail id={id} />
    </Prefetched>
  );
}
