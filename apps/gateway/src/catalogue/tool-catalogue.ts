import type { CataloguedList } from './catalogued-list.js';
import { LIST_KINDS, listsChangedBy, type ListMethod } from './list-kinds.js';
import { contextOf, type ListView } from './list-view.js';
import { readList } from './read-list.js';

export interface CatalogueLimits {
  /** How long a list is good for; less where its server says so. */
  freshMs: number;
  /** However short a server says: a call must not need a list each time. */
  freshMsMin: number;
  /** How long an older list is better than none, where the server does not give another. */
  staleMs: number;
  /** After a failure, how long an older list serves before the server is asked again. */
  retryAfterMs: number;
  /** Lists of one server and method, each for another {@link ListView}. */
  contextsMax: number;
  /** Of all lists together, and of one server's. */
  bytesMax: number;
  serversMax: number;
}

export const CATALOGUE_LIMITS: CatalogueLimits = {
  freshMs: 60_000,
  freshMsMin: 1_000,
  staleMs: 600_000,
  retryAfterMs: 5_000,
  contextsMax: 64,
  bytesMax: 64 * 1024 * 1024,
  serversMax: 10_000,
};

/** What a kept entry costs beside its text. */
const OVERHEAD_BYTES = 512;
/** From this part of its time on, a list is renewed behind its callers' backs. */
const RENEWED_AT = 0.75;

interface Kept {
  readonly list: CataloguedList;
  readonly bytes: number;
  readonly readAtMs: number;
  readonly freshMs: number;
  retryAtMs: number;
}

/** One server's lists, of one version of its entry in the registry. */
class ServerLists {
  readonly kept: Record<ListMethod, Map<string, Kept>>;
  readonly reading = new Map<string, Promise<CataloguedList>>();
  bytes = 0;

  constructor(readonly version: number) {
    const methods = Object.keys(LIST_KINDS) as ListMethod[];
    this.kept = Object.fromEntries(methods.map((method) => [method, new Map()])) as unknown as typeof this.kept;
  }

  put(method: ListMethod, context: string, kept: Kept): void {
    this.drop(method, context);
    this.kept[method].set(context, kept);
    this.bytes += kept.bytes;
  }

  drop(method: ListMethod, context: string): void {
    this.bytes -= this.kept[method].get(context)?.bytes ?? 0;
    this.kept[method].delete(context);
  }

  dropAll(method: ListMethod): void {
    for (const context of this.kept[method].keys()) this.drop(method, context);
    // A reading under way may be of the old state: it is not kept.
    for (const key of this.reading.keys()) if (key.startsWith(`${method} `)) this.reading.delete(key);
  }
}

/**
 * What servers have: their tools, prompts, resources and templates, as raw JSON by name. Read through their upstreams when
 * first asked for, all pages; kept for a while, apart for each {@link ListView}; dropped when a server says that a list changed
 * and when its entry in the registry does. Holds what servers wrote, unfiltered: what a key may see is its reader's to decide.
 */
export class ToolCatalogue {
  private readonly limits: CatalogueLimits;
  /** In the order of their last use. */
  private readonly servers = new Map<string, ServerLists>();

  constructor(
    limits: Partial<CatalogueLimits> = {},
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.limits = { ...CATALOGUE_LIMITS, ...limits };
  }

  /** The server's tools, at once where they are known. @throws UpstreamFailure, without attempts, where they cannot be had */
  toolsOf(view: ListView): CataloguedList | Promise<CataloguedList> {
    return this.listOf('tools/list', view);
  }

  /** Any of its lists; as {@link toolsOf}. */
  listOf(method: ListMethod, view: ListView): CataloguedList | Promise<CataloguedList> {
    const lists = this.listsOf(view);
    const context = contextOf(view);
    const kept = lists.kept[method].get(context);
    if (kept === undefined) return this.read(lists, method, context, view);
    const nowMs = this.nowMs();
    const ageMs = nowMs - kept.readAtMs;
    if (ageMs < kept.freshMs * RENEWED_AT || nowMs < kept.retryAtMs) return kept.list;
    const renewed = this.renew(kept, () => this.read(lists, method, context, view));
    return ageMs < kept.freshMs ? kept.list : renewed;
  }

  /** A list that is at most `ageMs` old where the server can be asked: for who looks for what was not there. */
  renewed(method: ListMethod, view: ListView, ageMs: number): CataloguedList | Promise<CataloguedList> {
    const lists = this.listsOf(view);
    const context = contextOf(view);
    const kept = lists.kept[method].get(context);
    if (kept === undefined) return this.read(lists, method, context, view);
    const nowMs = this.nowMs();
    if (nowMs - kept.readAtMs < ageMs || nowMs < kept.retryAtMs) return kept.list;
    return this.renew(kept, () => this.read(lists, method, context, view));
  }

  /** Whether anything of that server is kept. */
  knows(serverId: string): boolean {
    return this.servers.has(serverId);
  }

  /** Hears of each notification of a server; acts on those that say that a list changed. */
  heard(serverId: string, notification: string): void {
    for (const method of listsChangedBy(notification)) this.servers.get(serverId)?.dropAll(method);
  }

  /** A server that was deleted or disabled. */
  forget(serverId: string): void {
    this.servers.delete(serverId);
  }

  private listsOf({ upstream: { server } }: ListView): ServerLists {
    let lists = this.servers.get(server.id);
    this.servers.delete(server.id);
    if (lists === undefined || lists.version < server.version) lists = new ServerLists(server.version);
    this.servers.set(server.id, lists);
    return lists;
  }

  private async renew(kept: Kept, read: () => Promise<CataloguedList>): Promise<CataloguedList> {
    try {
      return await read();
    } catch (error) {
      const nowMs = this.nowMs();
      kept.retryAtMs = nowMs + this.limits.retryAfterMs;
      if (nowMs - kept.readAtMs < this.limits.staleMs) return kept.list;
      throw error;
    }
  }

  /** One reading at a time of the same list. */
  private read(lists: ServerLists, method: ListMethod, context: string, view: ListView): Promise<CataloguedList> {
    const key = `${method} ${context}`;
    const underWay = lists.reading.get(key);
    if (underWay) return underWay;
    const reading = readList(method, view)
      .then((list) => {
        if (lists.reading.get(key) === reading) this.keep(lists, method, context, list);
        return list;
      })
      .finally(() => {
        if (lists.reading.get(key) === reading) lists.reading.delete(key);
      });
    lists.reading.set(key, reading);
    return reading;
  }

  private keep(lists: ServerLists, method: ListMethod, context: string, list: CataloguedList): void {
    const { freshMs: freshMsMax, freshMsMin, contextsMax, bytesMax } = this.limits;
    const { [method]: ofMethod } = lists.kept;
    const freshMs = Math.min(freshMsMax, Math.max(freshMsMin, list.ttlMs ?? freshMsMax));
    const bytes = list.bytes + OVERHEAD_BYTES * (list.entries.size + 1);
    lists.put(method, context, { list, bytes, readAtMs: this.nowMs(), freshMs, retryAtMs: 0 });
    for (const oldest of ofMethod.keys()) {
      if ((ofMethod.size <= contextsMax && lists.bytes <= bytesMax) || ofMethod.size === 1) break;
      lists.drop(method, oldest);
    }
    this.forgetOldest();
  }

  private forgetOldest(): void {
    const { bytesMax, serversMax } = this.limits;
    let bytes = 0;
    for (const lists of this.servers.values()) bytes += lists.bytes;
    for (const [id, lists] of this.servers) {
      if ((bytes <= bytesMax && this.servers.size <= serversMax) || this.servers.size === 1) return;
      this.servers.delete(id);
      bytes -= lists.bytes;
    }
  }
}
