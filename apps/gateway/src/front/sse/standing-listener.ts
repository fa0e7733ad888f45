import type { Exchange } from '../exchange.js';
import type { InnerListener } from '../inner/inner-outbound.js';

const FIRST_DELAY_MS = 1_000;
const DELAY_MS_MAX = 30_000;

interface Hearers {
  message(json: Buffer): void | Promise<void>;
  /** The server knows the session no more. */
  forgotten(): void;
}

/**
 * Keeps the GET stream of a session open for as long as somebody hears it, from where it broke off. A server that has none says
 * so, and is left in peace.
 */
export class StandingListener {
  private exchange: Exchange | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastEventId: string | null = null;
  private delayMs = FIRST_DELAY_MS;
  private started = false;
  private closed = false;

  constructor(
    private readonly open: (lastEventId: string | null, listener: InnerListener) => Exchange,
    private readonly hearers: Hearers,
  ) {}

  start(): void {
    if (this.started || this.closed) return;
    this.started = true;
    this.listen();
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.exchange?.left();
  }

  private listen(): void {
    let status = 0;
    this.exchange = this.open(this.lastEventId, {
      head: (answered) => (status = answered),
      message: (json, eventId) => {
        if (status !== 200) return;
        this.lastEventId = eventId ?? this.lastEventId;
        this.delayMs = FIRST_DELAY_MS;
        return this.hearers.message(json);
      },
      end: () => this.ended(status),
    });
  }

  private ended(status: number): void {
    if (this.closed) return;
    if (status === 404) return this.hearers.forgotten();
    // 4xx: it has no such stream. 5xx, and a connection that broke: it may have one again.
    if (status >= 400 && status < 500) return;
    this.timer = setTimeout(() => this.listen(), this.delayMs);
    this.timer.unref();
    this.delayMs = Math.min(this.delayMs * 2, DELAY_MS_MAX);
  }
}
