import type { EventPublisher } from '@gatewayops/streams';
import type { Call } from '../request-path/call.js';
import type { CallRecord } from './call-record.js';
import { newEventId } from './random-ids.js';

const WINDOW_MS = 1000;

interface Count {
  readonly orgId: string;
  readonly mcpServer: string;
  calls: number;
  errors: number;
  timeouts: number;
}

/** Counts calls for the alert service: one event for each organisation and server and second, not one for each call. */
export class CallCounts {
  private counts = new Map<string, Count>();
  private windowStartMs = Date.now();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly publisher: EventPublisher) {
    this.timer = setInterval(() => this.publish(), WINDOW_MS);
    this.timer.unref();
  }

  /** A call that we refused as the caller's own mistake is a call, not an error of the gateway. */
  add(call: Call, record: CallRecord): void {
    const { orgId } = call.principal!;
    // Not the name in the address: any key could invent as many as it likes.
    const mcpServer = call.server?.name ?? '';
    const key = `${orgId}${mcpServer}`;
    let count = this.counts.get(key);
    if (count === undefined) {
      count = { orgId, mcpServer, calls: 0, errors: 0, timeouts: 0 };
      this.counts.set(key, count);
    }
    count.calls++;
    if (call.failure !== null && call.failure.status >= 500) count.errors++;
    if (record.outcome.status === 'timeout') count.timeouts++;
  }

  /** Publishes what is not yet told. Call before the publisher is closed. */
  close(): void {
    clearInterval(this.timer);
    this.publish();
  }

  private publish(): void {
    const windowStartMs = this.windowStartMs;
    const nowMs = Date.now();
    this.windowStartMs = nowMs;
    if (this.counts.size === 0) return;
    const counts = this.counts;
    this.counts = new Map();
    for (const { orgId, ...figures } of counts.values()) {
      const payload = { windowStartMs, windowMs: Math.max(1, nowMs - windowStartMs), ...figures };
      const event = { id: newEventId(nowMs), type: 'calls.counted', version: 1, orgId, occurredAt: nowMs, payload };
      this.publisher.publish('alert', orgId, JSON.stringify(event));
    }
  }
}
