'use client';

import type { ReactNode } from 'react';
import { texts } from '../texts';
import { ChartBars } from '../ui/charts';
import { formatMoney, formatNumber } from '../ui/format';
import { useIntervalFormat } from './format-interval';
import type { Statistics } from './overview-queries';

const words = texts.overview.charts;

/** Calls by how they ended, and what they cost, over the same time. */
export function OverviewCharts({ statistics }: { statistics: Statistics }) {
  const { points, interval } = statistics;
  const formatAt = useIntervalFormat(interval);
  return (
    <div className="grid min-w-0 gap-3 xl:grid-cols-2">
      <Frame>
        <ChartBars
          title={words.calls}
          along={words.along}
          formatAt={formatAt}
          format={(value) => formatNumber(Math.round(value))}
          series={CALLS}
          points={points.map(({ time, calls, errors, timeouts }) => ({
            at: time,
            values: { ok: calls - errors - timeouts, errors, timeouts },
          }))}
        />
      </Frame>
      <Frame>
        <ChartBars
          title={words.cost}
          along={words.along}
          formatAt={formatAt}
          format={(micro) => formatMoney(Math.round(micro))}
          series={[{ id: 'cost', label: words.spent }]}
          points={points.map(({ time, cost_micro_usd }) => ({ at: time, values: { cost: cost_micro_usd } }))}
        />
      </Frame>
    </div>
  );
}

const CALLS = [
  { id: 'ok', label: words.ok },
  { id: 'errors', label: words.errors, colour: 5 },
  { id: 'timeouts', label: words.timeouts, colour: 3 },
] as const;

function Frame({ children }: { children: ReactNode }) {
  return <section className="border-line bg-surface min-w-0 rounded-lg border p-4">{children}</section>;
}
