import type { Member } from '../member.js';
import type { Resolved } from '../aggregate.js';

export type ListMethod = 'tools/list' | 'prompts/list' | 'resources/list' | 'resources/templates/list';

/** One entry of a list of several servers. */
export interface Entry extends Resolved {
  /** Name, URI or template as it is called outside. */
  readonly exposed: string;
  /** The entry as it is answered. */
  readonly json: Buffer;
}

/** Why a member's entries are missing. */
export interface Unavailable {
  readonly server: string;
  readonly code: string;
  readonly message: string;
}

/** An entry that is not listed, because a server before it has one of that name. */
export interface Collision {
  readonly name: string;
  /** Whose is listed. */
  readonly server: string;
  /** Whose is not. */
  readonly hidden: string;
}

/** All that one key sees of one kind, of all members. */
export interface Listing {
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
  readonly unavailable: readonly Unavailable[];
  readonly collisions: readonly Collision[];
  /** The least of what the servers say. */
  readonly ttlMs: number;
  readonly loadedAtMs: number;
  readonly bytes: number;
}

/** What one member has, or why it is not known. */
export type MemberList =
  | { readonly member: Member; readonly entries: readonly Entry[]; readonly ttlMs: number; readonly problem: Unavailable | null }; // prettier-ignore

/** How long a client may believe a server at most (as the SDKs do). */
const TTL_MS_MAX = 24 * 3_600_000;

/** Lists of members as one: in their order, and of two entries of one name the first. */
export function merged(lists: readonly MemberList[], nowMs: number): Listing {
  const byName = new Map<string, Entry>();
  const collisions: Collision[] = [];
  const unavailable = lists.flatMap(({ problem }) => problem ?? []);
  let ttlMs = unavailable.length > 0 || lists.length === 0 ? 0 : TTL_MS_MAX;
  let bytes = 0;
  for (const list of lists) {
    ttlMs = Math.min(ttlMs, list.ttlMs);
    for (const entry of list.entries) {
      const first = byName.get(entry.exposed);
      if (first === undefined) {
        byName.set(entry.exposed, entry);
        bytes += entry.json.length + entry.exposed.length;
      } else if (first.member !== entry.member) {
        const hidden = entry.member.server.name;
        collisions.push({ name: entry.exposed, server: first.member.server.name, hidden });
      }
    }
  }
  return { entries: [...byName.values()], byName, unavailable, collisions, ttlMs, loadedAtMs: nowMs, bytes };
}
