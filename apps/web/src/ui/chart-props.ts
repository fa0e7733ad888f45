export interface Series {
  id: string;
  label: string;
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
