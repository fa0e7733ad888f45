'use client';

import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartProps } from './chart-props';

const COLOURS = 6;
const colour = (index: number): string => `var(--chart-${(index % COLOURS) + 1})`;
const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--ink-soft)', fontSize: 11 },
  tickLine: false,
} as const;
const tooltip = {
  contentStyle: { background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 6, color: 'var(--ink)' },
  isAnimationActive: false,
} as const;

/** Only here is the library of charts loaded. */
export default function ChartDrawing({
  kind,
  points,
  series,
  format,
  formatAt = (at) => at,
  stacked = true,
}: ChartProps & { kind: 'area' | 'bars' }) {
  const data = points.map(({ at, values }) => ({ at, ...values }));
  const stack = stacked ? { stackId: 'all' } : {};
  const frame = [
    <CartesianGrid key="grid" stroke="var(--line)" vertical={false} />,
    <XAxis key="x" dataKey="at" tickFormatter={formatAt} minTickGap={32} {...axis} />,
    <YAxis key="y" tickFormatter={format} width={72} axisLine={false} {...axis} />,
    <Tooltip
      key="tip"
      labelFormatter={(at) => formatAt(String(at))}
      formatter={(value) => format(Number(value))}
      {...tooltip}
    />,
    ...(series.length > 1 ? [<Legend key="legend" wrapperStyle={{ fontSize: 12 }} />] : []),
  ];
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'area' ? (
        <AreaChart data={data} accessibilityLayer={false}>
          {frame}
          {series.map(({ id, label }, index) => (
            <Area
              key={id}
              dataKey={id}
              name={label}
              type="monotone"
              stroke={colour(index)}
              fill={colour(index)}
              fillOpacity={0.18}
              isAnimationActive={false}
              {...stack}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart data={data} accessibilityLayer={false}>
          {frame}
          {series.map(({ id, label }, index) => (
            <Bar key={id} dataKey={id} name={label} fill={colour(index)} isAnimationActive={false} {...stack} />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}
