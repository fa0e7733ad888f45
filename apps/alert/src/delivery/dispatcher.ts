import type { Counter, Logger, Metrics } from '@gatewayops/service';
import type { ChannelStore } from '../channels/channel-store.js';
import type { DeliveryStore, DueDelivery } from './delivery-store.js';
import type { Attempt, WebhookSender } from './webhook-sender.js';

const BATCH = 20;
const POLL_MS = 250;
const DELAY_MS_MAX = 900_000;
/** Longer than reading the channel before an attempt and noting its outcome after it may take. */
const LEASE_SLACK_MS = 6_000;

export interface DispatcherOptions {
  retryMs: number;
  attemptsMax: number;
  timeoutMs: number;
}

/** Milliseconds until the next attempt: `retryMs`, doubled after each, at most 15 minutes; null after the last. */
export function delayAfter(attempts: number, { retryMs, attemptsMax }: DispatcherOptions): number | null {
  return attempts >= attemptsMax ? null : Math.min(retryMs * 2 ** Math.min(attempts - 1, 30), DELAY_MS_MAX);
}

/**
 * Sends what is due until it has arrived. At least once: who dies between an answer and its note in the table leaves the
 * delivery to be sent again under the same id.
 */
export class Dispatcher {
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly attempts: Counter<'outcome'>;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly channels: ChannelStore,
    private readonly sender: WebhookSender,
    private readonly options: DispatcherOptions,
    private readonly observers: { logger: Logger; metrics: Metrics },
  ) {
    const help = 'Attempts to send an alert';
    this.attempts = observers.metrics.counter({ name: 'alert_delivery_attempts_total', help, labels: ['outcome'] });
  }

  start(): void {
    this.schedule(0);
  }

  /** Ends after the attempts under way. */
  async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.pass;
    await this.sender.close();
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.pass = this.dispatch();
      void this.pass;
    }, delayMs);
  }

  private async dispatch(): Promise<void> {
    try {
      const due = await this.deliveries.claim(BATCH, this.options.timeoutMs + LEASE_SLACK_MS);
      await Promise.all(due.map((delivery) => this.attempt(delivery)));
      this.schedule(due.length === BATCH ? 0 : POLL_MS);
    } catch (error) {
      this.observers.logger.warn({ error }, 'alerts could not be read or noted');
      this.schedule(POLL_MS * 4);
    }
  }

  private async attempt(delivery: DueDelivery): Promise<void> {
    const target = await this.channels.target(delivery.org_id, delivery.channel_id);
    // Deleted meanwhile, and the delivery with it.
    if (target === null) return;
    const outcome = await this.sender.send(target, delivery);
    if (outcome.delivered) {
      await this.deliveries.delivered(delivery.id, outcome);
      this.attempts.inc({ outcome: 'delivered' });
      return;
    }
    await this.putOff(delivery, outcome);
  }

  private async putOff(delivery: DueDelivery, outcome: Attempt): Promise<void> {
    const delayMs = delayAfter(delivery.attempts, this.options);
    await this.deliveries.failed(delivery.id, outcome, delayMs);
    this.attempts.inc({ outcome: delayMs === null ? 'dead' : 'failed' });
    const { id, org_id, channel_id, attempts } = delivery;
    const fields = {
      delivery: id,
      org_id,
      channel: channel_id,
      attempts,
      status: outcome.status,
      reason: outcome.error,
    };
    this.observers.logger[delayMs === null ? 'error' : 'warn'](fields, 'an alert was not delivered');
  }
}
