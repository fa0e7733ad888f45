import Link from 'next/link';
import { texts } from '../texts';
import { Stat } from '../ui/card';
import { Duration, Money, Num } from '../ui/figures';
import { formatDuration, formatMoney, formatNumber } from '../ui/format';
import { Change, formatShare } from './change';
import { tracesHref, type OverviewFilters, type Statistics } from './overview-queries';

const words = texts.overview.stats;
const failed = ({ errors, timeouts }: { errors: number; timeouts: number }): number => errors + timeouts;
const milliseconds = (ms: number): string => formatDuration(ms * 1_000);

/** The four figures, each against the period before. */
export function OverviewStats({ statistics, filters }: { statistics: Statistics; filters: OverviewFilters }) {
  const { totals, previous } = statistics;
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Stat
        label={words.calls}
        value={<Num value={totals.calls} />}
        hint={<Change now={totals.calls} before={previous?.calls} format={formatNumber} />}
      />
      <Stat
        label={words.errors}
        value={<Failed totals={totals} filters={filters} />}
        hint={
          <Change
            now={failed(totals)}
            before={previous === null ? undefined : failed(previous)}
            format={formatNumber}
            worse="more"
          />
        }
      />
      <Stat
        label={words.p95}
        value={totals.p95_ms === null ? texts.ui.none : <Duration ms={totals.p95_ms} />}
        hint={
          <Change
            now={totals.p95_ms}
            before={previous === null ? undefined : previous.p95_ms}
            format={milliseconds}
            worse="more"
          />
        }
      />
      <Stat
        label={words.cost}
        value={<Money micro={totals.cost_micro_usd} />}
        hint={<Change now={totals.cost_micro_usd} before={previous?.cost_micro_usd} format={formatMoney} />}
      />
    </div>
  );
}

/** Leads to the calls that failed. */
function Failed({ totals, filters }: { totals: Statistics['totals']; filters: OverviewFilters }) {
  const count = failed(totals);
  if (count === 0) return <Num value={0} />;
  return (
    <Link
      href={tracesHref(filters, { status: 'failed' })}
      title={words.split(totals.errors, totals.timeouts)}
      className="hover:underline"
    >
      <Num value={count} />{' '}
      <span className="text-soft text-sm font-normal">{words.errorRate(formatShare(count / totals.calls))}</span>
    </Link>
  );
}
