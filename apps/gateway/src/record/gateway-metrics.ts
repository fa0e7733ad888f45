import type { HistogramSeries, Metrics, SeriesHistogram } from '@gatewayops/service';
import type { Call } from '../request-path/call.js';
import type { CallRecord } from './call-record.js';

const SIZE_BUCKETS_BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 10_485_760];
/** Tool names come from callers; beyond this many the rest count as one. */
const TOOLS_MAX = 1000;
const OTHER = 'other';

/** The calls of one tool. */
interface ToolSeries {
  readonly server: string;
  readonly tool: string;
  readonly durations: HistogramSeries<'server' | 'tool'>;
  /** By how they ended. */
  readonly statuses: Map<string, number>;
}

interface CostSeries {
  readonly labels: { org_id: string; team_id: string; server: string };
  microUsd: number;
}

/** The specification's metrics of the gateway. Counted in plain numbers, and handed to the library when it is asked. */
export class GatewayMetrics {
  private readonly durations: SeriesHistogram<'server' | 'tool'>;
  private readonly requestSizes: HistogramSeries<'direction'>;
  private readonly responseSizes: HistogramSeries<'direction'>;
  private readonly tools = new Map<string, ToolSeries>();
  private readonly costs = new Map<string, CostSeries>();
  private readonly refusals = new Map<string, number>();

  constructor(metrics: Metrics) {
    this.countRequests(metrics);
    this.countCosts(metrics);
    this.durations = metrics.seriesHistogram({
      name: 'gateway_request_duration_seconds',
      help: 'From the first byte of a request to the end of its answer',
      labels: ['server', 'tool'] as const,
    });
    const sizes = metrics.seriesHistogram({
      name: 'gateway_request_size_bytes',
      help: 'Bodies of requests and answers',
      labels: ['direction'] as const,
      buckets: SIZE_BUCKETS_BYTES,
    });
    this.requestSizes = sizes.series({ direction: 'request' });
    this.responseSizes = sizes.series({ direction: 'response' });
  }

  /** `record` is null for what is no call of anybody: refused without a principal, or not counted. */
  observe(call: Call, record: CallRecord | null): void {
    if (record === null) {
      if (call.failure !== null) raise(this.refusals, call.failure.code);
      return;
    }
    // Not the name in the address: any key could invent one, and each would be a series for ever.
    const server = call.server?.name ?? '';
    const series = this.seriesOf(server, call.server === null ? '' : record.toolName);
    raise(series.statuses, record.outcome.status);
    series.durations.observe(record.durationUs / 1e6);
    this.requestSizes.observe(record.requestSize);
    this.responseSizes.observe(record.responseSize);
    if (record.costMicroUsd > 0) this.addCost(call, server, record.costMicroUsd);
  }

  private seriesOf(server: string, tool: string): ToolSeries {
    const known = this.tools.get(keyOf(server, tool));
    if (known !== undefined) return known;
    if (this.tools.size >= TOOLS_MAX && tool !== OTHER) return this.seriesOf(server, OTHER);
    const series = { server, tool, durations: this.durations.series({ server, tool }), statuses: new Map() };
    this.tools.set(keyOf(server, tool), series);
    return series;
  }

  private addCost(call: Call, server: string, microUsd: number): void {
    const { orgId, teamId } = call.principal!;
    const key = `${orgId} ${teamId ?? ''} ${server}`;
    let series = this.costs.get(key);
    if (series === undefined) {
      series = { labels: { org_id: orgId, team_id: teamId ?? '', server }, microUsd: 0 };
      this.costs.set(key, series);
    }
    series.microUsd += microUsd;
  }

  private countRequests(metrics: Metrics): void {
    const { refusals, tools } = this;
    metrics.counter({
      name: 'gateway_requests_total',
      help: 'Calls, by how they ended',
      labels: ['server', 'tool', 'status'] as const,
      collect() {
        this.reset();
        for (const [status, count] of refusals) this.inc({ server: '', tool: '', status }, count);
        for (const { server, tool, statuses } of tools.values()) {
          for (const [status, count] of statuses) this.inc({ server, tool, status }, count);
        }
      },
    });
  }

  private countCosts(metrics: Metrics): void {
    const { costs } = this;
    metrics.counter({
      name: 'gateway_cost_total',
      help: 'Settled cost in micro-USD',
      labels: ['org_id', 'team_id', 'server'] as const,
      collect() {
        this.reset();
        for (const { labels, microUsd } of costs.values()) this.inc(labels, microUsd);
      },
    });
  }
}

/** A server's name has no line break. */
const keyOf = (server: string, tool: string): string => `${server}\n${tool}`;

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
