import { ACCESS_USES_MAX, type AccessUse } from '@gatewayops/contracts';
import { v7 as uuidv7 } from 'uuid';

const MINUTE_MS = 60_000;
const ACTORS_MAX = 10_000;
const REFUSED_MAX = 20;

/** Who asked, as the audit log names them. */
export type Actor = Pick<AccessUse, 'orgId' | 'actorType' | 'actorId' | 'actorEmail'>;

/** Takes uses to where they are recorded; rejects where it could not. */
export type AccessUseSink = (uses: AccessUse[]) => Promise<void>;

/**
 * Counts what callers were let do and refused, for the audit log: one entry a caller and minute, not one a request. A process that
 * is killed takes its minute with it; one whose sink is away keeps what it counted until there are too many callers.
 */
export class AccessUses {
  private uses = new Map<string, AccessUse>();
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly service: string,
    private readonly sink: AccessUseSink,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.schedule();
  }

  granted(actor: Actor, ipAddress: string): void {
    this.useOf(actor, ipAddress).granted++;
  }

  denied(actor: Actor, ipAddress: string, permission: string): void {
    const use = this.useOf(actor, ipAddress);
    use.denied++;
    if (use.refused.length < REFUSED_MAX && !use.refused.includes(permission)) use.refused.push(permission);
  }

  /** Hands on what was counted so far; also at the end, before the sink is closed. */
  async flush(): Promise<void> {
    const uses = [...this.uses.values()];
    this.uses = new Map();
    this.underWay = this.underWay.then(() => this.hand(uses));
    await this.underWay;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.flush();
  }

  private async hand(uses: AccessUse[]): Promise<void> {
    for (let from = 0; from < uses.length; from += ACCESS_USES_MAX) {
      const part = uses.slice(from, from + ACCESS_USES_MAX);
      try {
        await this.sink(part);
      } catch (error) {
        this.onFailure(error);
        this.keep(uses.slice(from));
        return;
      }
    }
  }

  /** For the next minute, under ids of their own: what was recorded in spite of the failure is recorded once. */
  private keep(uses: AccessUse[]): void {
    for (const use of uses) if (this.uses.size < ACTORS_MAX) this.uses.set(use.id, use);
  }

  private useOf(actor: Actor, ipAddress: string): AccessUse {
    const key = `${actor.orgId} ${actor.actorId}`;
    let use = this.uses.get(key);
    if (use === undefined) {
      if (this.uses.size >= ACTORS_MAX) void this.flush();
      const { service } = this;
      const now = Date.now();
      use = {
        id: uuidv7(),
        ...actor,
        granted: 0,
        denied: 0,
        refused: [],
        service,
        firstAtMs: now,
        lastAtMs: now,
        ipAddress,
      };
      this.uses.set(key, use);
    }
    use.lastAtMs = Date.now();
    use.ipAddress = ipAddress;
    return use;
  }

  /** At the next full minute, so that entries of several replicas are of the same one. */
  private schedule(): void {
    this.timer = setTimeout(
      () => {
        void this.flush();
        this.schedule();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
    this.timer.unref();
  }
}
