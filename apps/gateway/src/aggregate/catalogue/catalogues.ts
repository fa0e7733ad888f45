import type { Aggregate, NameKind, Resolved } from '../aggregate.js';
import { askPooled, envelopeOf, forwardedValues, type Ask, type AskingCall } from '../ask.js';
import { fetchList, type ListLimits } from './fetch-list.js';
import { ListingCache } from './listing-cache.js';
import { merged, type ListMethod, type Listing } from './listing.js';
import { matchesTemplate } from './matches-template.js';

export interface CatalogueLimits extends ListLimits {
  readonly listingsMax: number;
  /** Of all listings together. */
  readonly cacheBytesMax: number;
}

export const CATALOGUE_LIMITS: CatalogueLimits = {
  deadlineMs: 5_000,
  pagesMax: 50,
  entriesMax: 10_000,
  bytesMax: 10 * 1024 * 1024,
  listingsMax: 2_000,
  cacheBytesMax: 64 * 1024 * 1024,
};

/** How long it is believed whose a name is; a name that is not there is looked for anew after the shorter time. */
const NAMES_AGE_MS = 60_000;
const MISS_AGE_MS = 1_000;

/** Who asks for a list, and what it may depend on beside servers and scopes. */
export interface ListCaller {
  readonly call: AskingCall;
  readonly ask: Ask;
  /** Distinguishes what servers may answer differently: the caller's capabilities, headers, session. */
  readonly variant: string;
  readonly meta: Buffer | null;
}

/** A caller without a session of its own. */
export function pooledCaller(call: AskingCall, aggregate: Aggregate): ListCaller {
  const envelope = envelopeOf(call);
  const headers = forwardedValues(aggregate.members.map(({ server }) => server), call); // prettier-ignore
  return { call, ask: askPooled(call), variant: `${envelope?.capabilities ?? ''}\n${headers}`, meta: envelope?.meta ?? null };
} // prettier-ignore

const METHOD_OF = { tool: 'tools/list', prompt: 'prompts/list' } as const;

const LIST_CHANGED = '/list_changed"';

/** What the members of aggregates have, as their keys see it. */
export class Catalogues {
  private readonly cache: ListingCache;

  constructor(private readonly limits: CatalogueLimits = CATALOGUE_LIMITS) {
    this.cache = new ListingCache(limits.listingsMax, limits.cacheBytesMax);
  }

  /** What one member may take. */
  get deadlineMs(): number {
    return this.limits.deadlineMs;
  }

  /** A list as a client is told it: asked for anew, unless all servers said that it still holds. */
  list(caller: ListCaller, aggregate: Aggregate, method: ListMethod): Promise<Listing> {
    return this.get(caller, aggregate, method, (listing) => Date.now() < listing.loadedAtMs + listing.ttlMs);
  }

  /** A list to look something up in, at most `ageMs` old. */
  known(caller: ListCaller, aggregate: Aggregate, method: ListMethod, ageMs: number): Promise<Listing> {
    return this.get(caller, aggregate, method, (listing) => Date.now() < listing.loadedAtMs + ageMs);
  }

  /** Whose name or URI that is; null for nobody's that the key may see. */
  async resolve(
    call: AskingCall,
    aggregate: Aggregate,
    kind: NameKind | 'resource',
    exposed: string,
  ): Promise<Resolved | null> {
    return this.resolveFor(pooledCaller(call, aggregate), aggregate, kind, exposed);
  }

  async resolveFor(caller: ListCaller, aggregate: Aggregate, kind: NameKind | 'resource', exposed: string): Promise<Resolved | null> {
    for (const ageMs of [NAMES_AGE_MS, MISS_AGE_MS]) {
      const lookUp = (method: ListMethod): Promise<Listing> => this.known(caller, aggregate, method, ageMs);
      const found =
        kind === 'resource' ? await resourceIn(lookUp, exposed) : (await lookUp(METHOD_OF[kind])).byName.get(exposed);
      if (found !== undefined) return found;
    }
    return plainAfterAll(aggregate, kind, exposed);
  } // prettier-ignore

  /** Forgets what depends on a server whose lists have changed. */
  drop(serverId: string): void {
    this.cache.drop(serverId);
  }

  /** Looks at what a server says beside its answers. */
  heard(serverId: string, message: Buffer): void {
    if (message.includes(LIST_CHANGED)) this.drop(serverId);
  }

  private get(caller: ListCaller, aggregate: Aggregate, method: ListMethod, holds: (listing: Listing) => boolean): Promise<Listing> {
    const key = `${aggregate.contextDigest}\n${method}\n${caller.variant}`;
    return this.cache.get(key, aggregate.members.map(({ server }) => server.id), holds, () => this.load(caller, aggregate, method));
  } // prettier-ignore

  private async load({ call, ask, meta }: ListCaller, aggregate: Aggregate, method: ListMethod): Promise<Listing> {
    const question = { aggregate, method, scopes: call.principal.scopes, ask, meta };
    // Of a virtual server only tools are chosen.
    const members = aggregate.chosen === null || method === 'tools/list' ? aggregate.members : [];
    const lists = await Promise.all(members.map((member) => fetchList(question, member, this.limits)));
    const listing = merged(lists, Date.now());
    return aggregate.chosen === null ? listing : inOrder(listing, [...aggregate.chosen.keys()]);
  }
}

function inOrder(listing: Listing, names: readonly string[]): Listing {
  const place = new Map(names.map((name, at) => [name, at]));
  const entries = listing.entries.toSorted((a, b) => place.get(a.exposed)! - place.get(b.exposed)!);
  return { ...listing, entries };
}

async function resourceIn(lookUp: (method: ListMethod) => Promise<Listing>, uri: string): Promise<Resolved | undefined> {
  const listed = (await lookUp('resources/list')).byName.get(uri);
  if (listed !== undefined) return listed;
  const { entries } = await lookUp('resources/templates/list');
  const template = entries.find(({ exposed }) => exposed === uri || matchesTemplate(exposed, uri));
  return template && { member: template.member, ownName: withoutSuffix(uri, template.member.prefix) };
} // prettier-ignore

const withoutSuffix = (uri: string, prefix: string): string =>
  prefix === '' ? uri : uri.slice(0, uri.length - prefix.length - 1);

/** A name that ends as shortened ones do may be one as it is. */
function plainAfterAll(aggregate: Aggregate, kind: NameKind | 'resource', exposed: string): Resolved | null {
  if (kind === 'resource') return null;
  const [only, other] = aggregate.candidates(kind, exposed);
  if (only === undefined || other !== undefined) return null;
  return { member: only, ownName: exposed.slice(only.prefix.length) };
}
