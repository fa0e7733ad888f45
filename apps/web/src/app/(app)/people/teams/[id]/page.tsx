import type { Metadata } from 'next';
import { Prefetched } from '../../../../../api/prefetched';
import { serverApi } from '../../../../../api/server-api';
import { membersOfTeam, projectsOfTeam, teamOf } from '../../../../../people/people-queries';
import { TeamPage } from '../../../../../people/team-page';
import { texts } from '../../../../../texts';

export const metadata: Metadata = { title: texts.people.teams.title };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(teamOf(api, id)),
        client.prefetchQuery(membersOfTeam(api, id)),
        client.prefetchQuery(projectsOfTeam(api, id)),
      ]}
    >
      <TeamPage id={id} />
    </Prefetched>
  );
}
