import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { SeriesHistogram } from './series-histogram.js';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';
export type { HistogramSeries, SeriesHistogram } from './series-histogram.js';

/** Specification: Observability, Metrics. */
export const DURATION_BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Definition<T extends string> {
  name: string;
  help: string;
  labels?: readonly T[];
}

/** How often a cache had what was asked for. */
export interface CacheUse {
  hits: number;
  misses: number;
}

/** The metrics of a service. Names and labels are the specification's where it has them. */
export class Metrics {
  readonly registry = new Registry();
  private readonly caches = new Map<string, CacheUse>();
  private readonly requests: Counter<'method' | 'path' | 'status'>;
  private readonly durations: Histogram<'method' | 'path' | 'status'>;

  constructor(options: { service: string; processMetrics?: boolean }) {
    this.registry.setDefaultLabels({ service: options.service });
    if (options.processMetrics !== false) collectDefaultMetrics({ register: this.registry });
    const labels = ['method', 'path', 'status'] as const;
    this.requests = this.counter({ name: 'http_server_requests_total', help: 'HTTP requests answered', labels });
    this.durations = this.histogram({
      name: 'http_server_request_duration_seconds',
      help: 'From the request’s first byte to the answer’s last',
      labels,
    });
    this.countCaches('hits');
    this.countCaches('misses');
  }

  private countCaches(what: keyof CacheUse): void {
    const counter: Counter<'cache'> = new Counter({
      name: `cache_${what}_total`,
      help: `Look-ups in a cache: ${what}`,
      labelNames: ['cache'],
      registers: [this.registry],
      collect: () => {
        counter.reset();
        for (const [cache, use] of this.caches) counter.inc({ cache }, use[what]);
      },
    });
  }

  counter<T extends string = string>(definition: Definition<T> & { collect?: (this: Counter<T>) => void }): Counter<T> {
    const { collect } = definition;
    return new Counter({ ...base(definition), ...(collect ? { collect } : {}), registers: [this.registry] });
  }

  gauge<T extends string = string>(definition: Definition<T> & { collect?: (this: Gauge<T>) => void }): Gauge<T> {
    const { collect } = definition;
    return new Gauge({ ...base(definition), ...(collect ? { collect } : {}), registers: [this.registry] });
  }

  /** A histogram; over seconds with the specification's buckets unless `buckets` are given. */
  histogram<T extends string = string>(definition: Definition<T> & { buckets?: number[] }): Histogram<T> {
    const buckets = definition.buckets ?? DURATION_BUCKETS_SECONDS;
    return new Histogram({ ...base(definition), buckets, registers: [this.registry] });
  }

  /** A histogram for what is observed at every call; over seconds with the specification's buckets unless given. */
  seriesHistogram<T extends string>(definition: Definition<T> & { buckets?: number[] }): SeriesHistogram<T> {
    const { name, help, buckets = DURATION_BUCKETS_SECONDS } = definition;
    const histogram = new SeriesHistogram<T>({ name, help, buckets });
    this.registry.registerMetric(histogram as unknown as Histogram<T>);
    return histogram;
  }

  /**
   * Hits and misses of a cache, `cache_hits_total{cache}` and `cache_misses_total{cache}`: raise the numbers of the object
   * that is returned, they are read when metrics are. So a hit costs an increment.
   */
  cache(cache: string): CacheUse {
    const known = this.caches.get(cache);
    if (known) return known;
    const use = { hits: 0, misses: 0 };
    this.caches.set(cache, use);
    return use;
  }

  /** Counts one answered request; `path` is the route's template, so that ids do not become labels. */
  observeRequest(method: string, path: string, status: number, seconds: number): void {
    const labels = { method, path, status };
    this.requests.inc(labels);
    this.durations.observe(labels, seconds);
  }

  /** Prometheus' text format. */
  render(): Promise<string> {
    return this.registry.metrics();
  }
}

const base = <T extends string>(definition: Definition<T>) => ({
  name: definition.name,
  help: definition.help,
  labelNames: definition.labels ?? [],
});
