/** A value of each organisation, loaded on demand and kept for a while. */
export interface OrgCacheOptions<Value> {
  load(orgId: string): Promise<Value>;
  /** How long a value is taken as current. */
  freshMs: number;
  /** How long a value that could not be renewed is still better than no answer. */
  staleMs: number;
  organizationsMax: number;
  now?: () => number;
}

interface Entry<Value> {
  value: Value;
  loadedAtMs: number;
}

/**
 * Values are renewed behind the callers' backs once they are no longer fresh; with the owner away the last one serves
 * until `staleMs`. A change that is told through {@link invalidate} is seen by the next call.
 */
export class OrgCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly loads = new Map<string, Promise<Value>>();
  private epoch = 0;

  constructor(private readonly options: OrgCacheOptions<Value>) {}

  get(orgId: string): Value | Promise<Value> {
    const entry = this.entries.get(orgId);
    if (entry === undefined) return this.load(orgId);
    const ageMs = this.nowMs() - entry.loadedAtMs;
    if (ageMs < this.options.freshMs) return entry.value;
    if (ageMs < this.options.staleMs) {
      this.load(orgId).catch(() => undefined);
      return entry.value;
    }
    return this.load(orgId);
  }

  /**
   * A value that was asked for after this call came, where the owner can be asked, else the last one. The owner is asked at most
   * once in `everyMs`: whoever comes before that waits for the next time.
   */
  async renewed(orgId: string, everyMs: number): Promise<Value> {
    const entry = this.entries.get(orgId);
    if (entry === undefined) return this.load(orgId);
    const waitMs = entry.loadedAtMs + everyMs - this.nowMs();
    const calledAtMs = this.nowMs();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // Somebody who waited, too, may have asked in the meantime.
    const renewed = this.entries.get(orgId);
    if (renewed !== undefined && renewed !== entry && renewed.loadedAtMs > calledAtMs) return renewed.value;
    return this.load(orgId).catch(() => entry.value);
  }

  /** Forgets one organisation, or all of them. A load under way is not kept: it may have read the old state. */
  invalidate(orgId?: string): void {
    this.epoch++;
    if (orgId === undefined) {
      this.entries.clear();
      this.loads.clear();
    } else {
      this.entries.delete(orgId);
      this.loads.delete(orgId);
    }
  }

  private load(orgId: string): Promise<Value> {
    const pending = this.loads.get(orgId);
    if (pending !== undefined) return pending;
    const epoch = this.epoch;
    const load = this.options.load(orgId).then(
      (value) => {
        if (epoch === this.epoch) this.keep(orgId, value);
        if (this.loads.get(orgId) === load) this.loads.delete(orgId);
        return value;
      },
      (error: unknown) => {
        if (this.loads.get(orgId) === load) this.loads.delete(orgId);
        throw error;
      },
    );
    this.loads.set(orgId, load);
    return load;
  }

  private keep(orgId: string, value: Value): void {
    this.entries.delete(orgId);
    this.entries.set(orgId, { value, loadedAtMs: this.nowMs() });
    if (this.entries.size > this.options.organizationsMax) {
      const oldest = this.entries.keys().next().value;
      if (oldest !== undefined) this.entries.delete(oldest);
    }
  }

  private nowMs(): number {
    return this.options.now?.() ?? Date.now();
  }
}
