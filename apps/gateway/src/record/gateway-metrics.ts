import type { Counter, Histogram, Metrics } from '@gatewayops/service';
import type { Call } from '../request-path/call.js';
import type { CallRecord } from './call-record.js';

const SIZE_BUCKETS_BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 10_485_760];
/** Tool names come from callers; beyond this many the rest count as one. */
const TOOLS_MAX = 1000;
const OTHER = 'other';

/** The specification's metrics of the gateway. */
export class GatewayMetrics {
  private readonly requests: Counter<'server' | 'tool' | 'status'>;
  private readonly durations: Histogram<'server' | 'tool'>;
  private readonly sizes: Histogram<'direction'>;
  private readonly costs: Counter<'org_id' | 'team_id' | 'server'>;
  private readonly tools = new Set<string>();

  constructor(metrics: Metrics) {
    this.requests = metrics.counter({
      name: 'gateway_requests_total',
      help: 'Calls, by how they ended',
      labels: ['server', 'tool', 'status'] as const,
    });
    this.durations = metrics.histogram({
      name: 'gateway_request_duration_seconds',
      help: 'From the first byte of a request to the end of its answer',
      labels: ['server', 'tool'] as const,
    });
    this.sizes = metrics.histogram({
      name: 'gateway_request_size_bytes',
      help: 'Bodies of requests and answers',
      labels: ['direction'] as const,
      buckets: SIZE_BUCKETS_BYTES,
    });
    this.costs = metrics.counter({
      name: 'gateway_cost_total',
      help: 'Settled cost in micro-USD',
      labels: ['org_id', 'team_id', 'server'] as const,
    });
  }

  /** `record` is null for what is no call of anybody: refused without a principal, or not counted. */
  observe(call: Call, record: CallRecord | null): void {
    if (record === null) {
      if (call.failure !== null) this.requests.inc({ server: '', tool: '', status: call.failure.code });
      return;
    }
    // Not the name in the address: any key could invent one, and each would be a series for ever.
    const server = call.server?.name ?? '';
    const tool = call.server === null ? '' : this.toolLabel(record.toolName);
    this.requests.inc({ server, tool, status: record.outcome.status });
    this.durations.observe({ server, tool }, record.durationUs / 1e6);
    this.sizes.observe({ direction: 'request' }, record.requestSize);
    this.sizes.observe({ direction: 'response' }, record.responseSize);
    if (record.costMicroUsd > 0) {
      const { orgId, teamId } = call.principal!;
      this.costs.inc({ org_id: orgId, team_id: teamId ?? '', server }, record.costMicroUsd);
    }
  }

  private toolLabel(tool: string): string {
    if (this.tools.has(tool)) return tool;
    if (this.tools.size >= TOOLS_MAX) return OTHER;
    this.tools.add(tool);
    return tool;
  }
}
