/** One series of a histogram: kept by whoever observes it, so that an observation looks up nothing. */
export class HistogramSeries<T extends string> {
  sum = 0;
  count = 0;
  readonly counts: number[];

  constructor(
    readonly labels: Record<T, string>,
    private readonly bounds: readonly number[],
  ) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.sum += value;
    this.count += 1;
    const { bounds } = this;
    for (let at = 0; at < bounds.length; at++) {
      if (value > bounds[at]!) continue;
      this.counts[at]!++;
      return;
    }
  }
}

interface Sample {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
}

/**
 * A histogram whose series are handed out, for what is observed at every call: the library's own finds its series by a
 * text that it makes of the labels each time. To a registry it looks like one of the library's.
 */
export class SeriesHistogram<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  private readonly bounds: readonly number[];
  private readonly all: HistogramSeries<T>[] = [];

  constructor(options: { name: string; help: string; buckets: readonly number[] }) {
    this.name = options.name;
    this.help = options.help;
    this.bounds = options.buckets;
  }

  /** A new series; the caller keeps it and asks once for each set of labels. */
  series(labels: Record<T, string>): HistogramSeries<T> {
    const series = new HistogramSeries(labels, this.bounds);
    this.all.push(series);
    return series;
  }

  /** For the registry: cumulative counts, as Prometheus has them. */
  async get(): Promise<{ name: string; help: string; type: string; aggregator: string; values: Sample[] }> {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: this.all.flatMap((series) => this.samplesOf(series)) };
  }

  private samplesOf({ labels, counts, sum, count }: HistogramSeries<T>): Sample[] {
    const sample = (suffix: string, value: number, le?: number | string): Sample => ({
      metricName: `${this.name}_${suffix}`,
      labels: le === undefined ? labels : { le, ...labels },
      value,
    });
    let below = 0;
    const buckets = this.bounds.map((bound, at) => sample('bucket', (below += counts[at]!), bound));
    return [...buckets, sample('bucket', count, '+Inf'), sample('sum', sum), sample('count', count)];
  }
}
