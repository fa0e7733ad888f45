import { LIST_CHANGES } from '../../catalogue/list-kinds.js';
import { subscriptionMeta } from '../../legs/subscription-messages.js';

/** Changes of several servers within this time are one. */
const COALESCE_MS = 50;

/** Tells a client that a list has changed: once, however many servers tell of it at about the same time. */
export class ListChanges {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** Null until it is known what the client will be told. */
  private allowed: ReadonlySet<string> | null = null;

  /** @param id raw, of the client's request */
  constructor(
    private readonly id: Buffer,
    private readonly send: (message: Buffer) => void,
  ) {}

  /** From now on only these are told (2026-07-28, Subscriptions: what was acknowledged). */
  allow(flags: ReadonlySet<string>): void {
    this.allowed = flags;
  }

  /**
   * Whether the method is such a change, which is then told soon.
   * @param raw in the words of the first server that tells of it; null where none does
   */
  note(method: string, raw: Buffer | null): boolean {
    const found = LIST_CHANGES.find((one) => one.method === method);
    if (found === undefined) return false;
    if (this.waiting.has(method)) return true;
    const timer = setTimeout(() => {
      this.waiting.delete(method);
      if (this.allowed === null) this.note(method, raw);
      else if (this.allowed.has(found.flag)) this.send(raw ?? this.message(method));
    }, COALESCE_MS);
    this.waiting.set(method, timer);
    return true;
  }

  /** All lists may have changed. */
  all(): void {
    for (const { method } of LIST_CHANGES) this.note(method, null);
  }

  close(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.allowed = new Set();
  }

  private message(method: string): Buffer {
    return Buffer.from(`{"jsonrpc":"2.0","method":"${method}","params":{${subscriptionMeta(this.id)}}}`);
  }
}
