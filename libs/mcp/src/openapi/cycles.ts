import type { OpenApiDocument, Place } from './document.js';
import { OpenApiFault } from './fault.js';
import { below, isRecord } from './json-value.js';
import { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from './schema-keywords.js';

/** The schemas directly within a schema. */
function* within({ value, pointer }: Place): Generator<Place> {
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (SCHEMA_KEYWORDS.has(key)) yield { value: inner, pointer: below(pointer, key) };
    else if (LIST_KEYWORDS.has(key) && Array.isArray(inner)) {
      for (const [i, one] of (inner as unknown[]).entries()) yield { value: one, pointer: below(pointer, key, i) };
    } else if (MAP_KEYWORDS.has(key) && isRecord(inner)) {
      for (const [name, one] of Object.entries(inner)) yield { value: one, pointer: below(pointer, key, name) };
    }
  }
}

/** A schema on the way, and the references in it that are still to be followed. */
interface Visit {
  pointer: string;
  order: number;
  /** The earliest schema of the way that it leads back to. */
  lowest: number;
  left: Place[];
}

/** One search: what it has met, and of that, what is not yet known. */
class Search {
  readonly orders = new Map<string, number>();
  /** The same twice: in order, and to look up. */
  readonly stack: string[] = [];
  readonly open = new Set<string>();
  readonly loops = new Set<string>();

  begin(pointer: string, left: Place[]): Visit {
    const order = this.orders.size;
    this.orders.set(pointer, order);
    this.stack.push(pointer);
    this.open.add(pointer);
    return { pointer, order, lowest: order, left };
  }
}

/**
 * Which referenced schemas lead back to themselves, so that they cannot be written out. Each reference is followed once in
 * the life of a document (Tarjan, strongly connected components), since a document may have tens of thousands.
 */
export class Cycles {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly document: OpenApiDocument) {}

  /** @param target of a reference */
  has(target: Place): boolean {
    if (!this.known.has(target.pointer)) this.searchFrom(target);
    return this.known.get(target.pointer) ?? false;
  }

  private searchFrom(first: Place): void {
    const search = new Search();
    const way = [search.begin(first.pointer, this.referencesIn(first))];
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const next = at.left.pop();
      if (!next) {
        way.pop();
        this.end(at, search);
        const above = way.at(-1);
        if (above) above.lowest = Math.min(above.lowest, at.lowest);
      } else if (search.open.has(next.pointer)) {
        if (next.pointer === at.pointer) search.loops.add(at.pointer);
        at.lowest = Math.min(at.lowest, search.orders.get(next.pointer) as number);
      } else if (!this.known.has(next.pointer)) {
        way.push(search.begin(next.pointer, this.referencesIn(next)));
      }
    }
  }

  /** All that was met since a schema that leads to nothing earlier, and is still open, leads to each other. */
  private end({ pointer, order, lowest }: Visit, { open, stack, loops }: Search): void {
    if (lowest < order) return;
    const isAlone = stack.at(-1) === pointer;
    for (let one = stack.pop(); one !== undefined; one = one === pointer ? undefined : stack.pop()) {
      open.delete(one);
      this.known.set(one, !isAlone || loops.has(one));
    }
  }

  /** The targets of all references in a schema. One that leads nowhere is found out where the schema is converted. */
  private referencesIn(target: Place): Place[] {
    const found = new Map<string, Place>();
    const waiting = [target];
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      const reference = isRecord(place.value) ? place.value['$ref'] : undefined;
      const to = reference === undefined ? null : this.targetOf(reference, place.pointer);
      if (to) found.set(to.pointer, to);
      for (const inner of within(place)) waiting.push(inner);
    }
    return [...found.values()];
  }

  private targetOf(reference: unknown, pointer: string): Place | null {
    try {
      return this.document.target(reference, pointer);
    } catch (error) {
      if (error instanceof OpenApiFault) return null;
      throw error;
    }
  }
}
