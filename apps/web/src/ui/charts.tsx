'use client';

import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts';
import { Button } from './button';
import type { ChartProps } from './chart-props';
import { Skeleton } from './states';

const Drawing = dynamic(() => import('./chart-drawing'), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

export const ChartArea = (props: ChartProps): ReactNode => <Chart {...props} kind="area" />;
export const ChartBars = (props: ChartProps): ReactNode => <Chart {...props} kind="bars" />;

/** A picture of numbers, and the numbers: a table for who cannot see the picture, or wants to copy them. */
function Chart({ kind, ...props }: ChartProps & { kind: 'area' | 'bars' }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex items-center justify-between gap-2">
        <span className="font-semibold">{props.title}</span>
        <Button look="quiet" size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? texts.ui.asChart : texts.ui.asTable}
        </Button>
      </figcaption>
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <div aria-hidden className="h-56 min-w-0">
          <Drawing {...props} kind={kind} />
        </div>
      )}
      {!asTable && (
        <div className="sr-only">
          <ChartTable {...props} shown={false} />
        </div>
      )}
    </figure>
  );
}

function ChartTable({
  title,
  along,
  points,
  series,
  format,
  formatAt = (at) => at,
  shown = true,
}: ChartProps & { shown?: boolean }) {
  // Scrolled by keyboard; where it is only read out there is nothing to scroll.
  const scrolled = shown ? { tabIndex: 0, className: 'max-h-80 overflow-auto' } : {};
  return (
    <div {...scrolled}>
      <table className="figures w-full text-left">
        <caption className="sr-only">{title}</caption>
        <thead className="text-soft text-xs">
          <tr>
            <th scope="col" className="py-1 pr-3 font-medium">
              {along}
            </th>
            {series.map(({ id, label }) => (
              <th key={id} scope="col" className="py-1 pr-3 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, values }) => (
            <tr key={at} className="border-line border-t">
              <th scope="row" className="py-1 pr-3 font-normal">
                {formatAt(at)}
              </th>
              {series.map(({ id }) => (
                <td key={id} className="py-1 pr-3 text-right">
                  {format(values[id] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
