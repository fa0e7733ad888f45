import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { teamList } from '../../../../people/people-queries';
import { TeamsPage } from '../../../../people/teams-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.teams.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchInfiniteQuery(teamList(api))]}>
      <TeamsPage />
    </Prefetched>
  );
}
