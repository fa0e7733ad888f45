import type { Listing } from './listing.js';

interface Kept {
  readonly listing: Listing;
  readonly serverIds: readonly string[];
}

/** Listings by what they depend on; the longest unused go first. Those who ask for the same at once are answered together. */
export class ListingCache {
  private readonly kept = new Map<string, Kept>();
  private readonly loads = new Map<
    string,
    { serverIds: readonly string[]; listing: Promise<Listing>; dropped: boolean }
  >();
  private bytes = 0;

  constructor(
    private readonly listingsMax: number,
    private readonly bytesMax: number,
  ) {} // prettier-ignore

  /** @param serverIds the servers that it is made of */
  get(
    key: string,
    serverIds: readonly string[],
    holds: (listing: Listing) => boolean,
    load: () => Promise<Listing>,
  ): Promise<Listing> {
    const kept = this.kept.get(key);
    if (kept !== undefined && holds(kept.listing)) {
      this.kept.delete(key);
      this.kept.set(key, kept);
      return Promise.resolve(kept.listing);
    }
    const pending = this.loads.get(key);
    if (pending !== undefined) return pending.listing;
    const started = { serverIds, dropped: false, listing: load() };
    this.loads.set(key, started);
    const end = (): void => {
      if (this.loads.get(key) === started) this.loads.delete(key);
    };
    started.listing = started.listing.then((listing) => {
      end();
      // One that was read while its servers changed may be old.
      if (!started.dropped) this.keep(key, { listing, serverIds });
      return listing;
    });
    started.listing.catch(end);
    return started.listing;
  }

  drop(serverId: string): void {
    for (const [key, { serverIds }] of this.kept) if (serverIds.includes(serverId)) this.forget(key);
    for (const [key, started] of this.loads) {
      if (!started.serverIds.includes(serverId)) continue;
      started.dropped = true;
      this.loads.delete(key);
    }
  }

  private keep(key: string, kept: Kept): void {
    this.forget(key);
    this.kept.set(key, kept);
    this.bytes += key.length + kept.listing.bytes;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.listingsMax && this.bytes <= this.bytesMax) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const kept = this.kept.get(key);
    if (kept === undefined) return;
    this.kept.delete(key);
    this.bytes -= key.length + kept.listing.bytes;
  }
}
