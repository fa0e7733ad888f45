import type { OpenApiDocument, Place } from './document.js';
import { below, isRecord } from './json-value.js';
import { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from './schema-keywords.js';

/** The schemas directly within a schema. */
export function* within({ value, pointer }: Place): Generator<Place> {
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = below(pointer, key);
    if (SCHEMA_KEYWORDS.has(key)) yield { value: inner, pointer: at };
    else if (LIST_KEYWORDS.has(key) && Array.isArray(inner)) {
      for (const [i, one] of (inner as unknown[]).entries()) yield { value: one, pointer: below(at, i) };
    } else if (MAP_KEYWORDS.has(key) && isRecord(inner)) {
      for (const [name, one] of Object.entries(inner)) yield { value: one, pointer: below(at, name) };
    }
  }
}

/** Which referenced schemas lead back to themselves, so that they cannot be written out. */
export class Cycles {
  private readonly references = new Map<string, Place[]>();
  private readonly known = new Map<string, boolean>();

  constructor(private readonly document: OpenApiDocument) {}

  /** @param target of a reference */
  has(target: Place): boolean {
    let known = this.known.get(target.pointer);
    if (known === undefined) {
      known = this.leadsBack(target);
      this.known.set(target.pointer, known);
    }
    return known;
  }

  private leadsBack(target: Place): boolean {
    const seen = new Set<string>();
    const waiting = [...this.referencesIn(target)];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.pointer === target.pointer) return true;
      if (seen.has(next.pointer)) continue;
      seen.add(next.pointer);
      waiting.push(...this.referencesIn(next));
    }
    return false;
  }

  /** The targets of all references in a schema. */
  private referencesIn(target: Place): Place[] {
    const known = this.references.get(target.pointer);
    if (known) return known;
    const found = new Map<string, Place>();
    const waiting = [target];
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      const reference = isRecord(place.value) ? place.value['$ref'] : undefined;
      if (reference !== undefined) {
        const to = this.document.target(reference, place.pointer);
        found.set(to.pointer, to);
      }
      waiting.push(...within(place));
    }
    const all = [...found.values()];
    this.references.set(target.pointer, all);
    return all;
  }
}
