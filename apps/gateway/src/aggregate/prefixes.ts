import { createHash } from 'node:crypto';

/** Many model interfaces take no longer name of a tool. */
export const EXPOSED_NAME_MAX = 64;
const PREFIX_MAX = 32;
const DIGEST_CHARS = 8;
/** How a name ends that is not prefix and own name: only a table knows what it stands for. */
const DIGESTED = /_[0-9a-f]{8}$/;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, DIGEST_CHARS);

/** The server's name and `_`; a long name is shortened, and its digest keeps it apart from others that begin alike. */
export function defaultPrefix(serverName: string): string {
  if (serverName.length < PREFIX_MAX) return `${serverName}_`;
  return `${serverName.slice(0, PREFIX_MAX - DIGEST_CHARS - 2)}-${digest(serverName)}_`;
}

export interface Prefixed {
  readonly prefix: string;
  readonly server: { readonly name: string };
}

/**
 * Which server's a name is, by the longest prefix that it begins with. Names are never cut at a separator: server names may
 * hold it, too.
 */
export class Prefixes<M extends Prefixed> {
  private readonly byPrefix = new Map<string, M[]>();
  /** Of the prefixes, longest first. */
  private readonly lengths: readonly number[];

  constructor(members: readonly M[]) {
    for (const member of members) {
      const alike = this.byPrefix.get(member.prefix);
      if (alike === undefined) this.byPrefix.set(member.prefix, [member]);
      else alike.push(member);
    }
    this.lengths = [...new Set(members.map(({ prefix }) => prefix.length))].toSorted((a, b) => b - a);
  }

  /** Those whose prefix is the longest that the name begins with, in their order. */
  candidates(name: string): readonly M[] {
    for (const length of this.lengths) {
      const found = this.byPrefix.get(name.slice(0, length));
      if (found !== undefined) return found;
    }
    return [];
  }

  /** The one that the name must belong to, where that is plain without a look at any list. */
  plainly(name: string): M | null {
    const candidates = this.candidates(name);
    const [only] = candidates;
    if (only === undefined || candidates.length > 1) return null;
    // One server alone, with its names as they are, needs no table.
    if (only.prefix === '' && this.byPrefix.size === 1) return only;
    return DIGESTED.test(name) ? null : only;
  }

  /**
   * What a member's own name is called outside: prefix and name, or, where that is too long or would be taken for another
   * member's, its beginning and a digest.
   */
  expose(member: M, ownName: string): string {
    const name = member.prefix + ownName;
    if (member.prefix === '' && this.byPrefix.size === 1) return name;
    const isRead = this.candidates(name)[0]?.prefix === member.prefix;
    if (isRead && (name.length <= EXPOSED_NAME_MAX || member.prefix === '')) return name;
    return `${name.slice(0, EXPOSED_NAME_MAX - DIGEST_CHARS - 1)}_${digest(`${member.server.name}\n${ownName}`)}`;
  }

  /** The only member with that prefix; null for none or several. */
  only(prefix: string): M | null {
    const alike = this.byPrefix.get(prefix);
    return alike?.length === 1 ? alike[0]! : null;
  }

  withPrefix(prefix: string): readonly M[] {
    return this.byPrefix.get(prefix) ?? [];
  }
}
