import { bytesOf, isObject, memberOf, RawJsonError, sliceOf } from '@gatewayops/mcp';

/** One tool, prompt, resource or template as its server wrote it. */
export class CatalogueEntry {
  private readonly members = new Map<string, Buffer | null>();

  constructor(
    /** Name, URI or URI template, decoded. */
    readonly key: string,
    /** Raw JSON object. */
    readonly json: Buffer,
  ) {}

  /** The raw JSON of a member, the same Buffer each time; null where there is none, or where it stands twice. */
  member(name: string): Buffer | null {
    const known = this.members.get(name);
    if (known !== undefined) return known;
    const found = memberBytes(this.json, name);
    this.members.set(name, found);
    return found;
  }
}

/** All of a server's list, in its order. */
export interface CataloguedList {
  /** By key; the first of several with the same one. */
  readonly entries: ReadonlyMap<string, CatalogueEntry>;
  /** False where the server has more than is kept of it. */
  readonly isWhole: boolean;
  readonly bytes: number;
  /** How long the server says that it is good for (2026-07-28, Caching); null where it does not say. */
  readonly ttlMs: number | null;
}

function memberBytes(json: Buffer, name: string): Buffer | null {
  try {
    const object = sliceOf(json);
    const member = isObject(object) ? memberOf(object, name) : null;
    return member && bytesOf(member);
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}
