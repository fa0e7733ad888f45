import type { Metadata } from 'next';
import { Prefetched } from '../../../../../api/prefetched';
import { serverApi } from '../../../../../api/server-api';
import { teams } from '../../../../../people/directory-queries';
import { assignmentsOfUser, permissionsOf, roles, userOf } from '../../../../../people/people-queries';
import { PersonPage } from '../../../../../people/person-page';
import { texts } from '../../../../../texts';

export const metadata: Metadata = { title: texts.people.members.title };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(userOf(api, id)),
        client.prefetchQuery(permissionsOf(api, id)),
        client.prefetchQuery(assignmentsOfUser(api, id)),
        client.prefetchQuery(roles(api)),
        client.prefetchQuery(teams(api)),
      ]}
    >
      <PersonPage id={id} />
    </Prefetched>
  );
}
