import { randomBytes } from 'node:crypto';
import type { JsonSchema } from './document.js';

/** Where in a body an id stands: names and indexes from the top. */
export interface Place {
  readonly path: readonly (string | number)[];
  required: boolean;
}

type Path = Place['path'];

export interface Sample {
  value: unknown;
  /** Places of ids, optional ones included. */
  ids: Place[];
}

const DEPTH_MAX = 8;
const HOUR_MS = 3_600_000;
const ID = '00000000-0000-7000-8000-000000000000';

/** Makes the smallest body that a schema takes, with each field in it that is an id. */
export class Sampler {
  constructor(private readonly schemas: Readonly<Record<string, JsonSchema>>) {}

  /** @param name of a parameter that is no body */
  sample(schema: JsonSchema, name?: string): Sample {
    const ids: Place[] = [];
    return { value: this.valueOf(schema, name === undefined ? [] : [name], ids), ids };
  }

  /** Whether a value of the schema can be an id. */
  isId(schema: JsonSchema): boolean {
    const resolved = this.resolve(schema);
    const options = [...(resolved.anyOf ?? []), ...(resolved.oneOf ?? [])];
    return resolved.format === 'uuid' || options.some((option) => this.isId(option));
  }

  /** Whether a value of the schema can be an id or a name: any text that is not of a format or one of a few. */
  canHoldId(schema: JsonSchema): boolean {
    if (this.isId(schema)) return true;
    const { type, format, enum: few } = this.resolve(schema);
    return [type].flat().includes('string') && format === undefined && few === undefined;
  }

  private resolve(schema: JsonSchema): JsonSchema {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : this.resolve(this.schemas[name] ?? {});
  }

  private valueOf(given: JsonSchema, place: Path, ids: Place[]): unknown {
    const schema = this.resolve(given);
    if (this.isId(schema)) {
      ids.push({ path: place, required: true });
      return ID;
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((part) => this.valueOf(part, place, ids) as object)) as object;
    const option = (schema.anyOf ?? schema.oneOf)?.find((each) => this.resolve(each).type !== 'null');
    if (option) return this.valueOf(option, place, ids);
    return this.ofType(schema, place, ids);
  }

  private ofType(schema: JsonSchema, place: Path, ids: Place[]): unknown {
    const type = [schema.type].flat().find((name) => name !== 'null');
    switch (type) {
      case 'object':
        return this.objectOf(schema, place, ids);
      case 'array':
        return schema.items ? [this.valueOf(schema.items, [...place, 0], ids)] : [];
      case 'integer':
      case 'number':
        return Math.max(1, schema.minimum ?? 1);
      case 'boolean':
        return schema.default ?? false;
      default:
        return textOf(schema, String(place.at(-1)));
    }
  }

  /** Required fields, and of the others those that hold ids. */
  private objectOf(schema: JsonSchema, place: Path, ids: Place[]): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (place.length >= DEPTH_MAX) break;
      const found: Place[] = [];
      const filled = this.valueOf(property, [...place, name], found);
      const isRequired = schema.required?.includes(name) === true;
      if (!isRequired && found.length === 0) continue;
      value[name] = filled;
      for (const id of found) if (id.path.length === place.length + 1) id.required = isRequired;
      ids.push(...found);
    }
    return value;
  }
}

function textOf({ format, default: fallback, pattern }: JsonSchema, name: string): string {
  if (typeof fallback === 'string') return fallback;
  if (format === 'email') return `${word()}@example.com`;
  if (format === 'uri') return 'https://93.184.216.34/';
  if (format === 'date-time') return new Date(Date.now() + (/start|from/.test(name) ? -1 : 1) * HOUR_MS).toISOString();
  return pattern?.includes('[0-9a-f]{24}') ? '0'.repeat(24) : word();
}

const word = (): string => `x${randomBytes(5).toString('hex')}`;

/**
 * The value with `id` at one place. At the others stand `own` ids, by the names of their fields, where they are asked for, and
 * nothing where they are not: two owners at once are refused before anybody looks for them.
 */
export function withId(
  { value, ids }: Sample,
  place: Place,
  id: string,
  own: Readonly<Record<string, string>>,
): unknown {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  for (const other of ids) {
    if (copy[other.path[0] as string] === undefined) continue;
    const holder = holderOf(copy, other.path);
    const name = String(other.path.at(-1));
    if (other === place) holder[name] = id;
    else if (other.required) holder[name] = own[name.replace(/_id$/, '')] ?? id;
    else if (other.path[0] === place.path[0]) Reflect.deleteProperty(holder, name);
    // Of a list that is asked for by nobody, nothing is left.
    else Reflect.deleteProperty(copy, other.path[0] as string);
  }
  return copy;
}

function holderOf(
  value: Record<string | number, unknown>,
  path: readonly (string | number)[],
): Record<string, unknown> {
  let at = value;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  return at;
}
