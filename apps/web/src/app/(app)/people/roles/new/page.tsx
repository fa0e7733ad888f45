import type { Metadata } from 'next';
import { Prefetched } from '../../../../../api/prefetched';
import { serverApi } from '../../../../../api/server-api';
import { mcpServers } from '../../../../../people/directory-queries';
import { roles } from '../../../../../people/people-queries';
import { NewRolePage } from '../../../../../people/role-page';
import { texts } from '../../../../../texts';

export const metadata: Metadata = { title: texts.people.roleEditor.create };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchQuery(roles(api)), client.prefetchQuery(mcpServers(api))]}>
      <NewRolePage />
    </Prefetched>
  );
}
