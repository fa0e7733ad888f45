import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Prefetched } from '../../api/prefetched';
import { serverApi } from '../../api/server-api';
import { nameList, serverNames } from '../../names/name-queries';
import { OverviewPage } from '../../overview/overview-page';
import { GROUPINGS, hasCalls, readOrder, readOverview, statisticsOf, topOf } from '../../overview/overview-queries';
import { loadSession } from '../../session/load-session';
import { PAGES } from '../../shell/pages';
import { texts } from '../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.overview.title };

type Params = Promise<Record<string, string | string[] | undefined>>;

/** Where people start: the first run for an organisation without calls, and for who may not read calls what they may see. */
export default async function Page({ searchParams }: { searchParams: Params }) {
  const [asked, api, session] = await Promise.all([searchParams, serverApi(), loadSession()]);
  if (session.organization_id === null) return null;
  const can = (needs: string | undefined): boolean =>
    needs === undefined || session.permissions.some(({ permission, allowed }) => permission === needs && allowed);
  if (!can('traces:read')) redirect(PAGES.find(({ href, needs }) => href !== '/' && can(needs))?.href ?? '/account');
  const get = (name: string): string | undefined => [asked[name]].flat()[0];
  const filters = readOverview(get);
  const statistics = statisticsOf(api, filters);
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(statistics).then(async () => {
          // Who came by a link with a time or a filter wants to see that, be it empty.
          const isEmpty = client.getQueryData(statistics.queryKey)?.totals.calls === 0;
          if (isEmpty && Object.keys(asked).length === 0 && !(await hasCalls(api))) redirect('/start');
        }),
        ...GROUPINGS.map((by) => client.prefetchQuery(topOf(api, filters, by, readOrder(get)))),
        client.prefetchQuery(nameList(api, 'team')),
        client.prefetchQuery(nameList(api, 'user')),
        client.prefetchQuery(serverNames(api)),
      ]}
    >
      <OverviewPage />
    </Prefetched>
  );
}
