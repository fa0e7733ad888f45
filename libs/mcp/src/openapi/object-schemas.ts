import type { OpenApiDocument, Place } from './document.js';
import { below, isRecord } from './json-value.js';

const DEPTH_MAX = 16;

/** Tells of schemas whether nothing but objects fit. Each is looked at once: a tree of references may name one a million times. */
export class ObjectSchemas {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly document: OpenApiDocument) {}

  /** @throws OpenApiFault where a reference leads nowhere */
  has(place: Place): boolean {
    return this.look(place, 0);
  }

  private look(place: Place, depth: number): boolean {
    const at = this.document.resolve(place);
    const known = this.known.get(at.pointer);
    if (known !== undefined) return known;
    // For who comes here again on the way: a schema that needs itself is none.
    this.known.set(at.pointer, false);
    const isObject = depth < DEPTH_MAX && this.isObject(at, depth);
    this.known.set(at.pointer, isObject);
    return isObject;
  }

  private isObject({ value, pointer }: Place, depth: number): boolean {
    if (!isRecord(value) || value['nullable'] === true) return false;
    const { type } = value;
    if (type !== undefined)
      return type === 'object' || (Array.isArray(type) && type.length === 1 && type[0] === 'object');
    const parts = (key: string): Place[] =>
      Array.isArray(value[key])
        ? (value[key] as unknown[]).map((one, i) => ({ value: one, pointer: below(pointer, key, i) }))
        : [];
    const isOne = (part: Place): boolean => this.look(part, depth + 1);
    const [oneOf, anyOf] = [parts('oneOf'), parts('anyOf')];
    return (
      isRecord(value['properties']) ||
      parts('allOf').some(isOne) ||
      (oneOf.length > 0 && oneOf.every(isOne)) ||
      (anyOf.length > 0 && anyOf.every(isOne))
    );
  }
}
