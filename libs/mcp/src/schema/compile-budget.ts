/** What making code of schemas may cost one organisation at once, and what it may cost it from then on. */
const BURST_MS = 3_000;
const MS_PER_SECOND = 100;
const OWNERS_MAX = 1_000;

interface Account {
  leftMs: number;
  atMs: number;
}

/**
 * Time for making code of schemas, which happens on the thread of all calls: an organisation with many large ones waits,
 * and not the others.
 */
export class CompileBudget {
  /** In the order of their last use. */
  private readonly accounts = new Map<string, Account>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  has(owner: string): boolean {
    return this.accountOf(owner).leftMs > 0;
  }

  spend(owner: string, ms: number): void {
    this.accountOf(owner).leftMs -= ms;
  }

  private accountOf(owner: string): Account {
    const nowMs = this.nowMs();
    const account = this.accounts.get(owner) ?? { leftMs: BURST_MS, atMs: nowMs };
    account.leftMs = Math.min(BURST_MS, account.leftMs + ((nowMs - account.atMs) * MS_PER_SECOND) / 1_000);
    account.atMs = nowMs;
    this.accounts.delete(owner);
    this.accounts.set(owner, account);
    const oldest = this.accounts.keys().next().value;
    if (this.accounts.size > OWNERS_MAX && oldest !== undefined) this.accounts.delete(oldest);
    return account;
  }
}
