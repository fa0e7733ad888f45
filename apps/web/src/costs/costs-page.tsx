'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Tag } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { buttonClass } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { EmptyState, PageHead, SkeletonRows } from '../ui/states';
import { CostChart } from './cost-chart';
import { CostStats } from './cost-stats';
import { CostTable } from './cost-table';
import { readPeriod, type Period } from './cost-period';
import { exportHref, GROUPINGS, readGrouping, summaryOf, type CostSummary, type Grouping } from './cost-queries';
import { PeriodMenu } from './period-menu';

const words = texts.costs;

export function CostsPage() {
  const api = useApi();
  const url = useUrlState();
  const period = readPeriod(url.get);
  const by = readGrouping(url.get);
  const summary = useQuery(summaryOf(api, period));
  const { data, error } = summary;
  const open = (href: string): void => window.location.assign(href);
  useOfferActions(
    useMemo(
      () => [
        { title: words.exportCsv, icon: Download, run: () => open(exportHref(period, by)) },
        { title: texts.prices.title, icon: Tag, run: () => open('/costs/prices') },
      ],
      [period.start_date, period.end_date, by],
    ),
  );
  return (
    <>
      <PageHead
        title={texts.shell.nav.pages.costs.title}
        hint={words.hint}
        actions={<Actions period={period} by={by} />}
      />
      <div className="flex flex-wrap items-center gap-2">
        <PeriodMenu period={period} />
        <GroupingChoice by={by} onChange={(next) => url.set({ by: next === 'server' ? null : next })} />
      </div>
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void summary.refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <div aria-busy={summary.isPlaceholderData} className="grid min-w-0 gap-3 aria-busy:opacity-70">
          <CostStats summary={data.summary} period={period} />
          <Breakdown summary={data} period={period} by={by} />
        </div>
      )}
    </>
  );
}

function Breakdown({ summary, period, by }: { summary: CostSummary; period: Period; by: Grouping }) {
  const { can } = useSession();
  const { total_calls, total_cost_micro_usd } = summary.summary;
  if (total_calls === 0)
    return (
      <section className="border-line bg-surface rounded-lg border">
        <EmptyState title={words.empty.title} hint={words.empty.hint} />
      </section>
    );
  return (
    <>
      {total_cost_micro_usd === 0 ? (
        <section className="border-line bg-surface rounded-lg border">
          <EmptyState title={words.noCost.title} hint={words.noCost.hint(total_calls)}>
            {can('prices:update') && (
              <Link href="/costs/prices" className={buttonClass('primary')}>
                {words.noCost.action}
              </Link>
            )}
          </EmptyState>
        </section>
      ) : (
        <CostChart period={period} by={by} />
      )}
      <CostTable summary={summary} period={period} by={by} />
    </>
  );
}

function Actions({ period, by }: { period: Period; by: Grouping }) {
  return (
    <>
      <Link href="/costs/prices" className={buttonClass()}>
        <Tag aria-hidden />
        {words.prices}
      </Link>
      <a href={exportHref(period, by)} download className={buttonClass()}>
        <Download aria-hidden />
        {words.exportCsv}
      </a>
    </>
  );
}

function GroupingChoice({ by, onChange }: { by: Grouping; onChange: (by: Grouping) => void }) {
  return (
    <div
      role="group"
      aria-label={words.by.label}
      className="border-line bg-surface flex flex-wrap rounded-md border p-0.5"
    >
      {GROUPINGS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === by}
          className={buttonClass(name === by ? 'primary' : 'quiet', 'small')}
          onClick={() => onChange(name)}
        >
          {words.by[name]}
        </button>
      ))}
    </div>
  );
}
