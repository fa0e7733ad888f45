'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useNames } from '../names/use-names';
import { useIntervalFormat } from '../overview/format-interval';
import { texts } from '../texts';
import { ChartBars } from '../ui/charts';
import { ErrorState } from '../ui/error-state';
import { formatMoney } from '../ui/format';
import { Skeleton } from '../ui/states';
import type { Period } from './cost-period';
import { seriesOf, type CostSeries, type Grouping } from './cost-queries';

const words = texts.costs.chart;

/** What the groups that cost most did, interval by interval, and the rest as one. */
export function CostChart({ period, by }: { period: Period; by: Grouping }) {
  const api = useApi();
  const query = useQuery(seriesOf(api, period, by));
  const { data, error } = query;
  return (
    <section className="border-line bg-surface min-w-0 rounded-lg border p-4">
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void query.refetch()} />
      ) : data === undefined ? (
        <Skeleton className="h-64" />
      ) : (
        <Drawn data={data} />
      )}
    </section>
  );
}

function Drawn({ data }: { data: CostSeries }) {
  const { by, times, interval } = data;
  const kind = by === 'server' || by === 'tool' ? null : by;
  const nameOf = useNames(
    kind,
    kind === null ? [] : data.series.flatMap(({ group }) => (group === null ? [] : [group])),
  );
  const formatAt = useIntervalFormat(interval);
  const label = ({ group, is_other }: CostSeries['series'][number]): string =>
    is_other ? words.rest : group === null ? texts.names.none[by] : kind === null ? group : nameOf(group);
  const values = new Map(times.map((at) => [at, {} as Record<string, number>]));
  for (const [index, { points }] of data.series.entries())
    for (const { time, cost_micro_usd } of points) {
      const at = values.get(time);
      if (at !== undefined) at[`s${index}`] = cost_micro_usd;
    }
  return (
    <ChartBars
      title={interval === 'hour' ? words.titleHours : words.titleDays}
      along={words.along}
      formatAt={formatAt}
      format={(micro) => formatMoney(Math.round(micro))}
      series={data.series.map((one, index) => ({
        id: `s${index}`,
        label: label(one),
        ...(one.is_other ? { colour: 'rest' as const } : {}),
      }))}
      points={[...values].map(([at, costs]) => ({ at, values: costs }))}
    />
  );
}
