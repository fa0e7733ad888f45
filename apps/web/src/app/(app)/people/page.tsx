import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { teams } from '../../../people/directory-queries';
import { userList } from '../../../people/people-queries';
import { MembersPage } from '../../../people/members-page';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.people.members.title };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Params }) {
  const lacking = (await searchParams)['second_factor'] === 'none' ? 'none' : undefined;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [client.prefetchInfiniteQuery(userList(api, lacking)), client.prefetchQuery(teams(api))]}
    >
      <MembersPage />
    </Prefetched>
  );
}
