import { SCHEMA_BYTES_MAX } from '../schema/compile-schema.js';
import type { Cycles } from './cycles.js';
import { quotedShort } from './document.js';
import type { OpenApiDocument, Place } from './document.js';
import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn, sizeOf, stepsOf } from './json-value.js';
import type { JsonObject } from './json-value.js';
import {
  isPattern, LIST_KEYWORDS, MAP_KEYWORDS, PLAIN_KEYWORDS, SCHEMA_KEYWORDS, TYPES,
} from './schema-keywords.js'; // prettier-ignore

export type JsonSchema = JsonObject | boolean;

/** Who writes the value: what is `readOnly` is not in a request, what is `writeOnly` not in an answer. */
export type Direction = 'request' | 'answer';

/** References are written out up to here; beyond, and where they lead back to themselves, they stay references to `$defs`. */
const INLINE_DEPTH_MAX = 8;
const INLINE_NODES_MAX = 1_000;
const NODES_MAX = 10_000;
/** Characters of keys and values that are looked at, whether they are kept or not. */
const CHARS_MAX = 2 * SCHEMA_BYTES_MAX;
const NESTING_MAX = 40;
/** Larger examples tell a model nothing that a small one does not. */
const EXAMPLE_CHARS_MAX = 1_024;
const NOTHING: ReadonlySet<string> = new Set();

interface Way {
  nesting: number;
  /** References written out above. */
  inlined: number;
  /** Members that another part of the same `allOf` hides. */
  hidden: ReadonlySet<string>;
}

/**
 * Turns the schemas of one tool into one JSON Schema 2020-12: references within the document are written out or become
 * `$defs`, what 3.0 says in its own way is said in JSON Schema's, and what JSON Schema does not know (`xml`, `discriminator`,
 * `x-…`) is left out.
 */
export class SchemaConverter {
  private readonly defs: JsonObject = {};
  private readonly names = new Map<string, string>();
  private readonly taken = new Map<string, number>();
  private readonly flagged = new Map<string, readonly string[]>();
  private readonly waiting: { place: Place; name: string }[] = [];
  /** Schemas converted so far. */
  nodes = 0;
  private charsLeft = CHARS_MAX;

  constructor(
    private readonly document: OpenApiDocument,
    private readonly cycles: Cycles,
    private readonly direction: Direction,
  ) {}

  /** @throws OpenApiFault */
  convert(place: Place): JsonSchema {
    return this.schema(place, { nesting: 0, inlined: 0, hidden: NOTHING });
  }

  /** The schemas that stayed references; null when there are none. */
  definitions(): JsonObject | null {
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) {
      this.defs[next.name] = this.convert(next.place);
    }
    return Object.keys(this.defs).length > 0 ? this.defs : null;
  }

  private schema(place: Place, way: Way): JsonSchema {
    const { value, pointer } = place;
    if (typeof value === 'boolean') return value;
    if (!isRecord(value)) throw new OpenApiFault(pointer, 'A schema must be an object.');
    if (++this.nodes > NODES_MAX) throw tooLarge(pointer);
    if (way.nesting > NESTING_MAX) throw new OpenApiFault(pointer, `Schemas nest deeper than ${NESTING_MAX}.`);
    return value['$ref'] === undefined ? this.keywords(value, pointer, way) : this.reference(value, pointer, way);
  }

  private reference(value: JsonObject, pointer: string, way: Way): JsonSchema {
    const target = this.document.target(value['$ref'], pointer);
    const isWritten = way.inlined < INLINE_DEPTH_MAX && this.nodes < INLINE_NODES_MAX && !this.cycles.has(target);
    const meant = isWritten
      ? this.schema(target, { ...way, nesting: way.nesting + 1, inlined: way.inlined + 1 })
      : { $ref: `#/$defs/${this.nameOf(target)}` };
    const { $ref: _, ...beside } = value;
    // In 3.0 nothing stands beside a reference; a description is taken there too, since people write it.
    const own = this.document.isOldDialect ? pick(beside, ['description']) : beside;
    if (Object.keys(own).length === 0) return meant;
    const more = this.keywords(own, pointer, way);
    const isComment = Object.keys(more).every((key) => ANNOTATIONS.has(key));
    if (typeof meant === 'object' && isComment) return { ...meant, ...more };
    return { ...more, allOf: [meant, ...((more['allOf'] as JsonSchema[] | undefined) ?? [])] };
  }

  private nameOf(target: Place): string {
    const known = this.names.get(target.pointer);
    if (known !== undefined) return known;
    const wanted = (stepsOf(target.pointer).at(-1) ?? '').replaceAll(/[^\w.-]+/g, '_') || 'schema';
    let name = wanted;
    for (let n = (this.taken.get(wanted) ?? 1) + 1; this.taken.has(name) || name === '__proto__'; n++) {
      name = `${wanted}_${n}`;
      this.taken.set(wanted, n);
    }
    if (!this.taken.has(name)) this.taken.set(name, 1);
    this.names.set(target.pointer, name);
    this.waiting.push({ place: target, name });
    return name;
  }

  private keywords(value: JsonObject, pointer: string, way: Way): JsonObject {
    const hidden = this.hiddenIn(value, pointer, way.hidden);
    const deeper: Way = { ...way, nesting: way.nesting + 1, hidden: NOTHING };
    const made: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) {
      this.spend(key.length + 1, pointer);
      const at = below(pointer, key);
      if (key === 'type') made['type'] = typeOf(inner, at);
      else if (SCHEMA_KEYWORDS.has(key)) made[key] = this.schema({ value: inner, pointer: at }, deeper);
      else if (LIST_KEYWORDS.has(key))
        made[key] = this.list(inner, at, key === 'allOf' ? { ...deeper, hidden } : deeper);
      else if (MAP_KEYWORDS.has(key)) made[key] = this.map(inner, at, deeper, key === 'properties' ? hidden : NOTHING);
      else if (isKept(key)) {
        this.spend(sizeOf(inner, this.charsLeft), at);
        addPlain(made, key, inner, at);
      }
    }
    if (Array.isArray(made['required'])) {
      const left = (made['required'] as string[]).filter((name) => !hidden.has(name));
      if (left.length > 0) made['required'] = [...new Set(left)];
      else delete made['required'];
    }
    return nullable(value, fromOldDialect(value, made));
  }

  /** @throws OpenApiFault once too much was looked at */
  private spend(chars: number, pointer: string): void {
    this.charsLeft -= chars;
    if (this.charsLeft < 0) throw tooLarge(pointer);
  }

  private list(inner: unknown, pointer: string, way: Way): JsonSchema[] {
    if (!Array.isArray(inner) || inner.length === 0) throw new OpenApiFault(pointer, 'Schemas must be in a list.');
    return inner.map((one, i) => this.schema({ value: one, pointer: below(pointer, i) }, way));
  }

  private map(inner: unknown, pointer: string, way: Way, hidden: ReadonlySet<string>): JsonObject {
    if (!isRecord(inner)) throw new OpenApiFault(pointer, 'Schemas must be in an object.');
    const made: [string, JsonSchema][] = [];
    for (const [name, one] of Object.entries(inner)) {
      this.spend(name.length + 1, pointer);
      if (!hidden.has(name)) made.push([name, this.schema({ value: one, pointer: below(pointer, name) }, way)]);
    }
    return Object.fromEntries(made);
  }

  /** Names of members that are not in this direction's values, in the object and in the parts of its `allOf`. */
  private hiddenIn(value: JsonObject, pointer: string, above: ReadonlySet<string>): ReadonlySet<string> {
    const hidden = new Set(above);
    const hide = (part: Place): void => {
      for (const name of this.flaggedIn(part)) {
        this.spend(name.length + 1, pointer);
        hidden.add(name);
      }
    };
    hide({ value, pointer });
    if (Array.isArray(value['allOf'])) {
      for (const [i, one] of (value['allOf'] as unknown[]).entries()) {
        this.spend(1, pointer);
        hide(this.document.resolve({ value: one, pointer: below(pointer, 'allOf', i) }));
      }
    }
    return hidden;
  }

  private flaggedIn({ value, pointer }: Place): readonly string[] {
    const known = this.flagged.get(pointer);
    if (known) return known;
    const flag = this.direction === 'request' ? 'readOnly' : 'writeOnly';
    const properties = isRecord(value) ? value['properties'] : undefined;
    const names = isRecord(properties)
      ? Object.keys(properties).filter((name) => memberIn(properties[name], flag) === true)
      : [];
    this.flagged.set(pointer, names);
    return names;
  }
}

const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title', 'description', 'default', 'deprecated', 'examples', 'readOnly', 'writeOnly',
]); // prettier-ignore

function pick(value: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}

function typeOf(type: unknown, pointer: string): unknown {
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  const wrong = types.find((one) => !TYPES.has(one));
  if (types.length > 0 && wrong === undefined) return Array.isArray(type) ? [...new Set(types)] : type;
  throw new OpenApiFault(pointer, `${quotedShort(String(wrong))} is no type of JSON Schema.`);
}

function addPlain(made: JsonObject, key: string, value: unknown, pointer: string): void {
  if (key === 'example') {
    if (made['examples'] === undefined && isShort(value)) made['examples'] = [value];
    return;
  }
  const isOldLimit = (key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && typeof value === 'boolean';
  const rule = Object.hasOwn(PLAIN_KEYWORDS, key) ? PLAIN_KEYWORDS[key] : undefined;
  if (!rule || isOldLimit) return;
  const [fits, words] = rule;
  if (key === 'examples' && !(Array.isArray(value) && isShort(value))) return;
  if (!fits(value)) throw new OpenApiFault(pointer, `\`${key}\` must be ${words}.`);
  if (key === 'pattern' && !isPattern(value as string)) {
    made['$comment'] = `Not checked, since it is no regular expression of ECMAScript: ${String(value)}`;
  } else made[key] = value;
}

const isKept = (key: string): boolean => key === 'example' || Object.hasOwn(PLAIN_KEYWORDS, key);
const isShort = (value: unknown): boolean => sizeOf(value, EXAMPLE_CHARS_MAX) <= EXAMPLE_CHARS_MAX;
const tooLarge = (pointer: string): OpenApiFault =>
  new OpenApiFault(pointer, 'The schemas of the operation are too large together.');

/** What 3.0 says otherwise than JSON Schema 2020-12; documents of 3.1 that say it so are understood too. */
function fromOldDialect(value: JsonObject, made: JsonObject): JsonObject {
  for (const [exclusive, limit] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']] as const) {
    if (value[exclusive] !== true || made[limit] === undefined) continue;
    made[exclusive] = made[limit];
    delete made[limit];
  } // prettier-ignore
  if (value['format'] === 'byte' && made['contentEncoding'] === undefined) made['contentEncoding'] = 'base64';
  return made;
}

/** `nullable: true` beside whatever else the schema says. */
function nullable(value: JsonObject, made: JsonObject): JsonObject {
  if (value['nullable'] !== true) return made;
  const { type } = made;
  const hasParts = ['allOf', 'anyOf', 'oneOf', 'not', 'const'].some((key) => made[key] !== undefined);
  if (hasParts || type === undefined) {
    const { title, description, ...rest } = made;
    const said = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
    return Object.keys(rest).length === 0 ? said : { ...said, anyOf: [rest, { type: 'null' }] };
  }
  const types = (Array.isArray(type) ? type : [type]) as string[];
  const values = made['enum'] as unknown[] | undefined;
  return {
    ...made,
    type: types.includes('null') ? types : [...types, 'null'],
    ...(values ? { enum: values.includes(null) ? values : [...values, null] } : {}),
  };
}
