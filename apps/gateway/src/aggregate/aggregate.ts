import type { McpNaming } from '@gatewayops/contracts';
import { createHash } from 'node:crypto';
import type { Member } from './member.js';
import { Prefixes } from './prefixes.js';

export type NameKind = 'tool' | 'prompt';

/** A tool of a virtual server: chosen, and perhaps called and described otherwise. */
export interface ChosenTool {
  readonly member: Member;
  readonly ownName: string;
  readonly description: string | null;
}

/** What an exposed name or URI stands for. */
export interface Resolved {
  readonly member: Member;
  /** Name or URI as the member itself has it. */
  readonly ownName: string;
}

export interface AggregateOptions {
  /** What sessions are bound to. */
  readonly id: string;
  /** Under which calls that concern all of it are recorded. */
  readonly name: string;
  readonly naming: McpNaming;
  /** In the order of their names. */
  readonly members: readonly Member[];
  /** By exposed name; null where it has all tools, prompts and resources of its members. */
  readonly chosen: ReadonlyMap<string, ChosenTool> | null;
  /** The same for all keys that see the same: what is cached of it is cached under this. */
  readonly context: string;
}

/** Several servers as one, as one key sees them: who they are, and what their names are called outside. */
export class Aggregate {
  readonly id: string;
  readonly name: string;
  readonly naming: McpNaming;
  readonly members: readonly Member[];
  readonly chosen: ReadonlyMap<string, ChosenTool> | null;
  /** The same for all keys that see the same, and different for all others. */
  readonly contextDigest: string;
  /** Whether every name and URI stays as it is, so that nothing need be looked for. */
  readonly keepsNames: boolean;
  private readonly prefixes: Prefixes<Member>;
  private readonly chosenNames: ReadonlyMap<string, string> | null;

  constructor({ id, name, naming, members, chosen, context }: AggregateOptions) {
    this.id = id;
    this.name = name;
    this.naming = naming;
    this.members = members;
    this.chosen = chosen;
    this.contextDigest = createHash('sha256').update(context).digest('base64url');
    this.keepsNames = members.every(({ prefix }) => prefix === '');
    this.prefixes = new Prefixes(members);
    this.chosenNames = chosen && new Map([...chosen].map(([exposed, tool]) => [keyOf(tool), exposed]));
  }

  /** What a member's tool or prompt is called outside; null where it is not to be seen there. */
  expose(kind: NameKind, member: Member, ownName: string): string | null {
    if (this.chosenNames === null) return this.prefixes.expose(member, ownName);
    return kind === 'tool' ? (this.chosenNames.get(keyOf({ member, ownName })) ?? null) : null;
  }

  /** A member's resource URI or template outside: the same with the member's prefix as the last fragment. */
  exposeUri(member: Member, uri: string): string {
    return member.prefix === '' ? uri : `${uri}#${member.prefix}`;
  }

  /** Whose tool or prompt that is, where it is plain without a list; null where only the catalogue can say. */
  resolveName(kind: NameKind, exposed: string): Resolved | null {
    if (this.chosen !== null) return kind === 'tool' ? (this.chosen.get(exposed) ?? null) : null;
    const member = this.prefixes.plainly(exposed);
    return member && { member, ownName: exposed.slice(member.prefix.length) };
  }

  /** Whose resource that is, where it is plain without a list; null where only the catalogue can say. */
  resolveUri(exposed: string): Resolved | null {
    const hash = exposed.lastIndexOf('#');
    if (hash !== -1) {
      const member = this.prefixes.only(exposed.slice(hash + 1));
      if (member !== null && member.prefix !== '') return { member, ownName: exposed.slice(0, hash) };
    }
    const member = this.prefixes.only('');
    return member && { member, ownName: exposed };
  }

  /** Those whose name or URI it may be, where it is not plain which. */
  candidates(kind: NameKind | 'resource', exposed: string): readonly Member[] {
    if (this.chosen !== null && kind !== 'resource') return [];
    if (kind !== 'resource') return this.prefixes.candidates(exposed);
    const suffix = exposed.slice(exposed.lastIndexOf('#') + 1);
    const alike = suffix === '' || suffix === exposed ? [] : this.prefixes.withPrefix(suffix);
    return alike.length > 0 ? alike : this.prefixes.withPrefix('');
  }
}

const keyOf = ({ member, ownName }: Resolved): string => `${member.server.id}\n${ownName}`;
