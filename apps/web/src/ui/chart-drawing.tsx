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
import type { ChartProps, Series } from './chart-props';

const COLOURS = 6;
const colourOf = ({ colour }: Series, index: number): string =>
  colour === 'rest' ? 'var(--line-strong)' : `var(--chart-${colour ?? (index % COLOURS) + 1})`;
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
    ...(series.length > 1 ? [<Legend key="legend" itemSorter={null} wrapperStyle={{ fontSize: 12 }} />] : []),
  ];
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'area' ? (
        <AreaChart data={data} accessibilityLayer={false}>
          {frame}
          {series.map((one, index) => (
            <Area
              key={one.id}
              dataKey={one.id}
              name={one.label}
              type="monotone"
              stroke={colourOf(one, index)}
              fill={colourOf(one, index)}
              fillOpacity={0.18}
              isAnimationActive={false}
              {...stack}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart data={data} accessibilityLayer={false}>
          {frame}
          {series.map((one, index) => (
            <Bar
              key={one.id}
              dataKey={one.id}
              name={one.label}
              fill={colourOf(one, index)}
              isAnimationActive={false}
              {...stack}
            />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}
