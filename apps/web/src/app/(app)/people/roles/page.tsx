import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { roles } from '../../../../people/people-queries';
import { RolesPage } from '../../../../people/roles-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.roleEditor.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchQuery(roles(api))]}>
      <RolesPage />
    </Prefetched>
  );
}
