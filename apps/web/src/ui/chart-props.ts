export interface Series {
  id: string;
  label: string;
  /** One of the six colours of charts, where it means something, or that of the rest; default: the next one. */
  colour?: 1 | 2 | 3 | 4 | 5 | 6 | 'rest';
}

export interface ChartProps {
  /** Names the chart and its table. */
  title: string;
  /** Title of the first column: what runs along the chart. */
  along: string;
  points: readonly { at: string; values: Readonly<Record<string, number>> }[];
  series: readonly Series[];
  /** A value in words, with its unit. */
  format: (value: number) => string;
  /** Of `at`; default: as it is. */
  formatAt?: (at: string) => string;
  stacked?: boolean;
}
