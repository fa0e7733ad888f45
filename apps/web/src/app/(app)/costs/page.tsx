import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { serverApi } from '../../../api/server-api';
import { readPeriod } from '../../../costs/cost-period';
import { costRows, readGrouping, seriesOf, summaryBefore, summaryOf } from '../../../costs/cost-queries';
import { CostsPage } from '../../../costs/costs-page';
import { nameList } from '../../../names/name-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.costs.title };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Params }) {
  const [asked, api] = await Promise.all([searchParams, serverApi()]);
  const get = (name: string): string | undefined => [asked[name]].flat()[0];
  const period = readPeriod(get);
  const by = readGrouping(get);
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(summaryOf(api, period)),
        client.prefetchQuery(summaryBefore(api, period)),
        client.prefetchQuery(seriesOf(api, period, by)),
        ...(by === 'day' ? [] : [client.prefetchInfiniteQuery(costRows(api, period, by))]),
        ...(by === 'team' || by === 'user' || by === 'key' ? [client.prefetchQuery(nameList(api, by))] : []),
      ]}
    >
      <CostsPage />
    </Prefetched>
  );
}
