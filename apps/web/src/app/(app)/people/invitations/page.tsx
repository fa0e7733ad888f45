import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { users } from '../../../../people/directory-queries';
import { invitationList } from '../../../../people/people-queries';
import { InvitationsPage } from '../../../../people/invitations-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.invitations.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [client.prefetchInfiniteQuery(invitationList(api)), client.prefetchQuery(users(api))]}
    >
      <InvitationsPage />
    </Prefetched>
  );
}
