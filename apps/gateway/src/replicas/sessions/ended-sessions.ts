import { FORGOTTEN, ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import type { FrontSession } from '../../front/front-session.js';

/** Of ids, in each of two places. */
const REMEMBERED_MAX = 100_000;
/** By how much the clocks of replicas may differ. */
const CLOCK_SKEW_MS_MAX = 30_000;

/** What all replicas know of sessions that were ended. */
export interface SessionEnds {
  /** Whether everything that is told now is heard. */
  readonly isListening: boolean;
  /** Calls back with each session that ends anywhere, and when it begins or ceases to listen. */
  start(heard: { ended(id: string): void; listening(): void }): void;
  /** Tells all replicas, and keeps it for as long as the session would have lived. */
  tell(id: string, lifeMs: number): Promise<void>;
  /** Rejects where it cannot be found out. */
  has(id: string): Promise<boolean>;
}

/**
 * Which sessions were ended by their clients: a sealed session needs no memory to be continued, so that its end must be
 * remembered. A replica hears of each end, and knows without asking of every session that was opened since it listens; of
 * an older one it asks once.
 */
export class EndedSessions {
  private readonly ended = new Set<string>();
  /** Older sessions that were asked about and had not ended. */
  private readonly asked = new Set<string>();
  /** Of sessions that were opened later every end was heard; in milliseconds since 1970. */
  private completeSinceMs: number;
  private readonly listeners: ((id: string) => void)[] = [];

  /**
   * @param ends null: this replica is alone
   * @param lifeMs of a session
   */
  constructor(
    private readonly ends: SessionEnds | null,
    private readonly lifeMs: number,
  ) {
    this.completeSinceMs = ends === null ? -Infinity : Infinity;
    ends?.start({
      ended: (id) => this.remember(id),
      listening: () => this.forget(),
    });
  }

  /**
   * At once where it is known.
   * @throws ProtocolFailure 404 for a session that was ended: its client opens a new one (2025-11-25, Transports, Session Management)
   */
  check(session: FrontSession): void | Promise<void> {
    const { id, issuedAtMs } = session;
    if (this.ended.has(id)) throw over();
    const { ends } = this;
    if (ends === null) return;
    const isKnown = issuedAtMs - CLOCK_SKEW_MS_MAX > this.completeSinceMs || this.asked.has(id);
    if (isKnown && ends.isListening) return;
    return this.ask(id, ends);
  }

  /** Ends a session on all replicas. Where that cannot be told now, it is when it can. */
  async end({ id, issuedAtMs }: FrontSession): Promise<void> {
    this.remember(id);
    await this.ends?.tell(id, Math.max(1, issuedAtMs + this.lifeMs - Date.now()));
  }

  /** Calls back with the id of each session that ends, here or elsewhere. */
  onEnded(listener: (id: string) => void): void {
    this.listeners.push(listener);
  }

  private async ask(id: string, ends: SessionEnds): Promise<void> {
    const askedAtMs = this.completeSinceMs;
    let hasEnded: boolean;
    try {
      hasEnded = await ends.has(id);
    } catch {
      // Nobody can say. A session that was ended elsewhere is still its client's own: to go on with it does no harm.
      return;
    }
    if (hasEnded) {
      this.remember(id);
      throw over();
    }
    if (askedAtMs !== this.completeSinceMs) return;
    if (this.asked.size >= REMEMBERED_MAX) this.asked.clear();
    this.asked.add(id);
  }

  private remember(id: string): void {
    if (this.ended.has(id)) return;
    if (this.ended.size >= REMEMBERED_MAX) {
      this.ended.clear();
      if (this.ends !== null) this.forget();
    }
    this.ended.add(id);
    this.asked.delete(id);
    for (const listener of this.listeners) listener(id);
  }

  /** What was told before now may not have been heard. */
  private forget(): void {
    this.completeSinceMs = Date.now();
    this.asked.clear();
  }
}

const over = (): ProtocolFailure => new ProtocolFailure(404, RPC.invalidRequest, FORGOTTEN);
