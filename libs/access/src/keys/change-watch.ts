import { AUTH_CHANGES_CHANNEL, AuthChange } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

const HEARTBEAT_MS = 250;
const SILENCE_MS_MAX = 400;
/** With the 250 ms that Redis may then take, below the second within which a revoked key must be refused. */
const FRESH_MS = 650;
const DEAF_EVERY_MS = 1_000;

export interface ChangeListener {
  changed(change: AuthChange): void;
  /** Changes may be missed from now on. */
  lost(): void;
  /** Changes are still not heard: told at once and then each second. */
  deaf(): void;
  /** Changes are heard again; some may have been missed. */
  resumed(): void;
}

/**
 * Hears of revocations. Knows at each moment up to when it has heard everything: a `PING` on the subscribed connection is
 * answered after every message that was published before it, so that a connection which is cut, black-holed or merely late
 * is noticed by the age of the last answered one.
 */
export class ChangeWatch {
  private timer: NodeJS.Timeout | undefined;
  private subscribed = false;
  private connection = 0;
  private confirmedAtMs = -Infinity;
  private toldDeafAtMs = -Infinity;
  private oldestPingAtMs = Infinity;
  private readonly onReady = () => void this.subscribe();
  private readonly onClose = () => this.lose();
  private readonly onMessage = (channel: string, text: string) => this.receive(channel, text);

  /** `subscriber`: a connection that serves nothing else. */
  constructor(
    private readonly subscriber: Redis,
    private readonly listener: ChangeListener,
  ) {}

  start(): void {
    this.subscriber.on('ready', this.onReady).on('close', this.onClose).on('message', this.onMessage);
    if (this.subscriber.status === 'ready') void this.subscribe();
    this.timer = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.timer.unref();
  }

  close(): void {
    clearInterval(this.timer);
    this.subscriber.off('ready', this.onReady).off('close', this.onClose).off('message', this.onMessage);
    this.lose();
  }

  /** Whether every change older than 650 ms has been heard. `nowMs` is `performance.now()`. */
  isFresh(nowMs: number): boolean {
    return nowMs - this.confirmedAtMs < FRESH_MS;
  }

  private async subscribe(): Promise<void> {
    this.lose();
    const connection = this.connection;
    try {
      await this.subscriber.subscribe(AUTH_CHANGES_CHANNEL);
    } catch {
      // The connection broke again: its next `ready` comes here.
      return;
    }
    if (connection !== this.connection) return;
    this.subscribed = true;
    this.confirmedAtMs = performance.now();
    this.listener.resumed();
  }

  private beat(): void {
    const now = performance.now();
    if (!this.subscribed) return this.tellDeaf(now);
    if (now - this.oldestPingAtMs > SILENCE_MS_MAX) {
      this.lose();
      this.subscriber.disconnect(true);
      return;
    }
    const connection = this.connection;
    this.oldestPingAtMs = Math.min(this.oldestPingAtMs, now);
    this.subscriber.ping().then(
      () => connection === this.connection && this.confirm(now),
      () => undefined,
    );
  }

  private tellDeaf(nowMs: number): void {
    if (nowMs - this.toldDeafAtMs < DEAF_EVERY_MS) return;
    this.toldDeafAtMs = nowMs;
    this.listener.deaf();
  }

  private confirm(sentAtMs: number): void {
    this.confirmedAtMs = Math.max(this.confirmedAtMs, sentAtMs);
    this.oldestPingAtMs = Infinity;
  }

  private lose(): void {
    this.connection++;
    this.confirmedAtMs = -Infinity;
    this.oldestPingAtMs = Infinity;
    if (!this.subscribed) return;
    this.subscribed = false;
    this.toldDeafAtMs = -Infinity;
    this.listener.lost();
  }

  private receive(channel: string, text: string): void {
    if (channel !== AUTH_CHANGES_CHANNEL) return;
    const change = parseChange(text);
    if (change !== null) this.listener.changed(change);
    else this.lose();
  }
}

/** Null where it is nothing that we know: then we cannot say what became void. */
function parseChange(text: string): AuthChange | null {
  try {
    return AuthChange.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
