/** A deadline in a {@link TimerWheel}. */
export interface Deadline {
  cancel(): void;
}

class Entry implements Deadline {
  previous: Entry | null = null;
  next: Entry | null = null;
  constructor(
    readonly wheel: TimerWheel,
    readonly slot: number,
    public rounds: number,
    public fire: (() => void) | null,
  ) {}

  cancel(): void {
    if (this.fire === null) return;
    this.fire = null;
    this.wheel.remove(this);
  }
}

const SLOTS = 512;

/**
 * Deadlines of calls, all on one timer: setting and cancelling one costs a few pointers, where a `setTimeout` for each call
 * costs a microsecond. Fires up to two ticks late, never early.
 */
export class TimerWheel {
  private readonly slots: (Entry | null)[] = Array.from({ length: SLOTS }, () => null);
  private timer: NodeJS.Timeout | null = null;
  private now = 0;
  private startedAtMs = 0;
  private size = 0;

  constructor(private readonly tickMs = 20) {}

  /** Calls `fire` once after `delayMs`, unless cancelled. `fire` must not throw. */
  after(delayMs: number, fire: () => void): Deadline {
    if (this.timer === null) this.start();
    // The current tick has partly passed, so one more is waited for: late is allowed, early is not.
    const ticks = Math.ceil(delayMs / this.tickMs) + 1;
    const slot = (this.now + ticks) % SLOTS;
    const entry = new Entry(this, slot, Math.floor(ticks / SLOTS), fire);
    const head = this.slots[slot] ?? null;
    entry.next = head;
    if (head) head.previous = entry;
    this.slots[slot] = entry;
    this.size++;
    return entry;
  }

  remove(entry: Entry): void {
    if (entry.previous) entry.previous.next = entry.next;
    else this.slots[entry.slot] = entry.next;
    if (entry.next) entry.next.previous = entry.previous;
    // Else each dead entry that has grown old keeps its neighbours, and these theirs, until a major collection.
    entry.previous = entry.next = null;
    this.size--;
  }

  /** Forgets all deadlines. */
  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.slots.fill(null);
    this.size = 0;
  }

  private start(): void {
    this.now = 0;
    this.startedAtMs = performance.now();
    this.timer = setInterval(() => this.tick(), this.tickMs);
    this.timer.unref();
  }

  /** Advances by as many ticks as the clock has, which is more than one after a busy event loop. */
  private tick(): void {
    const due = Math.floor((performance.now() - this.startedAtMs) / this.tickMs);
    while (this.now < due) {
      this.now++;
      this.fireSlot(this.now % SLOTS);
    }
    if (this.size === 0 && this.timer) {
      clearInterval(this.timer);
      this.timer = null;
    }
  }

  private fireSlot(slot: number): void {
    let entry = this.slots[slot] ?? null;
    while (entry) {
      const { next } = entry;
      const { fire } = entry;
      if (entry.rounds > 0) {
        entry.rounds--;
      } else if (fire) {
        entry.cancel();
        fire();
      }
      entry = next;
    }
  }
}
