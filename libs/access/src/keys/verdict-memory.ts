import type { KeyVerdict } from '@gatewayops/contracts';
import { RecentMap } from './recent-map.js';

export type ValidVerdict = Extract<KeyVerdict, { valid: true }>;

/** What is known of an organisation; its entries point here, so that one change voids them all without a search. */
interface Organization {
  generation: number;
}

interface Entry {
  readonly verdict: ValidVerdict;
  readonly organization: Organization;
  readonly usableUntilMs: number;
}

const EXPIRED: KeyVerdict = { valid: false, reason: 'expired' };

/** Verdicts that this process may use without asking anyone, while it hears of every change. */
export class VerdictMemory {
  private readonly entries: RecentMap<Entry>;
  private readonly organizations = new Map<string, Organization>();
  private epochNumber = 0;

  constructor(
    private readonly capacity: number,
    private readonly lifeMs: number,
  ) {
    this.entries = new RecentMap(capacity);
  }

  /** Changes when everything was forgotten: what was asked before that may not be stored any more. */
  get epoch(): number {
    return this.epochNumber;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The verdict about a key, or undefined where it must be asked for. `nowMs` is `performance.now()`. */
  get(digest: string, nowMs: number): KeyVerdict | undefined {
    const entry = this.entries.get(digest);
    if (entry === undefined) return undefined;
    const { verdict } = entry;
    if (nowMs >= entry.usableUntilMs || verdict.generation < entry.organization.generation) {
      this.entries.delete(digest);
      return undefined;
    }
    const { expiresAtMs } = verdict.principal;
    return expiresAtMs !== null && Date.now() >= expiresAtMs ? EXPIRED : verdict;
  }

  /** Stores what was asked for in `epoch`; does nothing where that is over or the verdict is void by now. */
  remember(digest: string, verdict: ValidVerdict, epoch: number, nowMs: number): void {
    if (epoch !== this.epochNumber) return;
    const organization = this.raise(verdict.principal.orgId, verdict.generation);
    if (verdict.generation < organization.generation) return;
    this.entries.set(digest, { verdict, organization, usableUntilMs: nowMs + this.lifeMs });
  }

  /** The highest generation of an organisation that was heard of; -1 where none was. */
  generationOf(orgId: string): number {
    return this.organizations.get(orgId)?.generation ?? -1;
  }

  /** An organisation's verdicts of a generation below this are void. */
  raise(orgId: string, generation: number): Organization {
    let organization = this.organizations.get(orgId);
    if (organization === undefined) {
      // Nothing says when an organisation is of no more use, so that all are dropped together, with what points at them.
      if (this.organizations.size >= this.capacity) this.forgetAll();
      organization = { generation };
      this.organizations.set(orgId, organization);
    }
    if (generation > organization.generation) organization.generation = generation;
    return organization;
  }

  forgetAll(): void {
    this.epochNumber++;
    this.entries.clear();
    this.organizations.clear();
  }
}
