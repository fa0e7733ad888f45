import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { environmentList } from '../../../../environments/environment-queries';
import { NewKeyPage } from '../../../../keys/new-key-page';
import { mcpServers, projects, serviceAccounts, teams, users } from '../../../../people/directory-queries';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.keys.form.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(environmentList(api)),
        client.prefetchQuery(users(api)),
        client.prefetchQuery(teams(api)),
        client.prefetchQuery(projects(api)),
        client.prefetchQuery(serviceAccounts(api)),
        client.prefetchQuery(mcpServers(api)),
      ]}
    >
      <NewKeyPage />
    </Prefetched>
  );
}
