'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useEnvironmentOptions } from '../environments/use-environments';
import { useChoices } from '../names/use-names';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button, buttonClass } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { FilterBar, type Filter } from '../ui/filter-bar';
import { EmptyState, PageHead, Skeleton } from '../ui/states';
import { TimeRange } from '../ui/time-range';
import { OverviewCharts } from './overview-charts';
import { OverviewStats } from './overview-stats';
import { TopLists } from './top-lists';
import { FILTER_NAMES, readOverview, statisticsOf, tracesHref, type OverviewFilters } from './overview-queries';

const words = texts.overview;
const AGAIN_EVERY_MS = 30_000;

export function OverviewPage() {
  const api = useApi();
  const url = useUrlState();
  const filters = readOverview(url.get);
  const refetchInterval = 'name' in filters.range ? AGAIN_EVERY_MS : false;
  const statistics = useQuery({ ...statisticsOf(api, filters), refetchInterval });
  const { data, error } = statistics;
  return (
    <>
      <PageHead
        title={texts.shell.nav.pages.overview.title}
        hint={words.hint}
        actions={
          <Link href={tracesHref(filters, {})} className={buttonClass()}>
            {words.seeTraces}
          </Link>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <TimeRange />
        <FilterBar filters={useFilters()} />
      </div>
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void statistics.refetch()} />
      ) : data === undefined ? (
        <OverviewSkeleton />
      ) : (
        <div aria-busy={statistics.isPlaceholderData} className="grid min-w-0 gap-3 aria-busy:opacity-70">
          <OverviewStats statistics={data} filters={filters} />
          {data.totals.calls === 0 ? (
            <NoCalls filters={filters} />
          ) : (
            <>
              <OverviewCharts statistics={data} />
              <TopLists filters={filters} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Teams, people and servers are chosen by name where they are few enough to be listed. */
function useFilters(): readonly Filter[] {
  const choices = useChoices();
  const options: Partial<Record<(typeof FILTER_NAMES)[number], Filter['options']>> = {
    mcp_server: choices.server,
    team_id: choices.team,
    user_id: choices.user,
    environment: useEnvironmentOptions().options,
  };
  return FILTER_NAMES.map((name) => {
    const offered = options[name];
    return { name, label: words.filters[name], ...(offered === undefined ? {} : { options: offered }) };
  });
}

function NoCalls({ filters }: { filters: OverviewFilters }) {
  const url = useUrlState();
  const filtered = Object.keys(filters.fields).length > 0;
  const clear = (): void => url.set(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])));
  return (
    <section className="border-line bg-surface rounded-lg border">
      <EmptyState title={words.empty.title} hint={filtered ? words.empty.hint : words.empty.hintPlain}>
        {filtered ? (
          <Button onClick={clear}>{words.empty.clear}</Button>
        ) : (
          <Link href="/start" className={buttonClass('primary')}>
            {words.empty.start}
          </Link>
        )}
      </EmptyState>
    </section>
  );
}

function OverviewSkeleton() {
  return (
    <div role="status" aria-label={texts.ui.loading} className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-72" />
    </div>
  );
}
