import { randomBytes } from 'node:crypto';
import { onOneLine } from '@gatewayops/mcp';

const EVENTS_MAX = 1_000;
const BYTES_MAX = 4 * 1024 * 1024;

interface StoredEvent {
  readonly id: number;
  readonly frame: Buffer;
}

/**
 * What a server says to one client beside its answers: the GET stream of a legacy session. The newest 1,000 events, 4 MiB
 * at most, are kept, so that a stream that broke off goes on where it did (2025-11-25, Transports, Resumability).
 */
export class StandingStream {
  /** Tells its ids from those of a stream before it. */
  private readonly epoch = randomBytes(4).toString('hex');
  private readonly events: StoredEvent[] = [];
  private bytes = 0;
  private lastId = 0;
  /** The last that went to a client. */
  private sentId = 0;
  private wake: () => void = () => {};
  private listeners = 0;
  private closed = false;

  push(message: Buffer): void {
    const id = ++this.lastId;
    const frame = Buffer.concat([
      Buffer.from(`id: ${this.epoch}-${id}\nevent: message\ndata: `),
      onOneLine(message),
      Buffer.from('\n\n'),
    ]);
    this.events.push({ id, frame });
    this.bytes += frame.length;
    while (this.events.length > EVENTS_MAX || this.bytes > BYTES_MAX) this.bytes -= this.events.shift()!.frame.length;
    this.wake();
  }

  /**
   * Events behind the one with that id, or those that no client was sent yet; then each as it comes. A later listener takes
   * the place of an earlier one, whose stream ends.
   * @param stop ends the stream when its client is gone
   */
  async *listen(
    lastEventId: string | null,
    stop: { aborted: boolean; addEventListener(type: 'abort', f: () => void): void },
  ): AsyncGenerator<Buffer> {
    const own = ++this.listeners;
    this.wake();
    let sent = this.numberIn(lastEventId);
    stop.addEventListener('abort', () => this.wake());
    while (!this.closed && !stop.aborted && own === this.listeners) {
      const next = this.events.find(({ id }) => id > sent);
      if (next) {
        sent = next.id;
        this.sentId = Math.max(this.sentId, sent);
        yield next.frame;
      } else {
        await new Promise<void>((resolve) => this.wakeWith(resolve));
      }
    }
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  /** What was kept of an earlier process, or on another replica, went with it: of this one its client has seen nothing. */
  private numberIn(lastEventId: string | null): number {
    if (lastEventId === null) return this.sentId;
    const [epoch, number = ''] = lastEventId.split('-');
    return epoch === this.epoch && /^\d{1,15}$/.test(number) ? Number(number) : 0;
  }

  private wakeWith(resolve: () => void): void {
    const before = this.wake;
    this.wake = () => {
      this.wake = () => {};
      before();
      resolve();
    };
  }
}
