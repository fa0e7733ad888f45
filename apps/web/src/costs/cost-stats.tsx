'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { texts } from '../texts';
import { Stat } from '../ui/card';
import { Money, Num } from '../ui/figures';
import { formatMoney, formatNumber } from '../ui/format';
import type { Period } from './cost-period';
import { summaryBefore, type CostSummary } from './cost-queries';

const words = texts.costs.stats;
const before = (amount: string): string => words.before(amount);

/** Sums of the period, against as many days before. */
export function CostStats({ summary, period }: { summary: CostSummary['summary']; period: Period }) {
  const api = useApi();
  const { data } = useQuery(summaryBefore(api, period));
  const past = data?.summary;
  const hint = (text: string): string => (past === undefined ? ' ' : past.total_calls === 0 ? words.noneBefore : text);
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label={words.cost}
        value={<Money micro={summary.total_cost_micro_usd} />}
        hint={hint(before(formatMoney(past?.total_cost_micro_usd ?? 0)))}
      />
      <Stat
        label={words.calls}
        value={<Num value={summary.total_calls} />}
        hint={hint(before(formatNumber(past?.total_calls ?? 0)))}
      />
      <Stat
        label={words.each}
        value={<Money micro={averageOf(summary)} />}
        hint={hint(before(formatMoney(past === undefined ? 0 : averageOf(past))))}
      />
    </div>
  );
}

/** In whole micro-USD, to the nearest. */
const averageOf = ({ total_cost_micro_usd, total_calls }: CostSummary['summary']): number =>
  total_calls === 0 ? 0 : Math.round(total_cost_micro_usd / total_calls);
