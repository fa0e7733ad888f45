/** What of JSON Schema a form can be made of; the rest is entered as JSON. */
export interface Schema {
  type?: string | readonly string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  enumNames?: readonly string[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  $ref?: string;
  $defs?: Readonly<Record<string, Schema>>;
}

export type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'choice' | 'choices' | 'array' | 'object' | 'json';

const DEPTH_MAX = 6;

/** Follows a reference into the document, and takes “X or null” for X. */
export function resolved(schema: Schema, root: Schema, depth = 0): Schema {
  if (depth > DEPTH_MAX) return {};
  if (schema.$ref !== undefined) {
    const found = at(root, schema.$ref);
    if (found === undefined) return {};
    const { $ref: _ref, ...rest } = schema;
    return resolved({ ...found, ...rest }, root, depth + 1);
  }
  const either = schema.anyOf ?? (optionsOf(schema) === null ? schema.oneOf : undefined);
  const others = either?.filter(({ type }) => type !== 'null');
  const [only] = others ?? [];
  if (others?.length === 1 && only !== undefined) {
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    return resolved({ ...only, ...rest }, root, depth + 1);
  }
  return schema;
}

/** JSON Pointer in a fragment: `#/$defs/Place`. */
function at(root: Schema, reference: string): Schema | undefined {
  if (!reference.startsWith('#')) return undefined;
  let found: unknown = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found as Schema;
}

export interface Option {
  value: unknown;
  label: string;
}

/** What may be chosen; null where it is no choice. */
export function optionsOf(schema: Schema): readonly Option[] | null {
  if (schema.enum !== undefined)
    return schema.enum.map((value, index) => ({ value, label: schema.enumNames?.[index] ?? String(value) }));
  const titled = schema.oneOf ?? schema.anyOf;
  if (titled !== undefined && titled.length > 0 && titled.every((one) => one.const !== undefined))
    return titled.map((one) => ({ value: one.const, label: one.title ?? String(one.const) }));
  return schema.const === undefined ? null : [{ value: schema.const, label: String(schema.const) }];
}

const typeOf = ({ type }: Schema): string | undefined => {
  if (typeof type === 'string') return type;
  const named = type?.filter((name) => name !== 'null') ?? [];
  return named.length === 1 ? named[0] : undefined;
};

/** Which control a (resolved) schema gets. */
export function kindOf(schema: Schema, root: Schema): Kind {
  if (optionsOf(schema) !== null) return 'choice';
  if (schema.allOf !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined) return 'json';
  const type = typeOf(schema);
  if (type === 'array') {
    if (schema.items === undefined) return 'json';
    return optionsOf(resolved(schema.items, root)) === null ? 'array' : 'choices';
  }
  if (type === 'object') return schema.properties === undefined ? 'json' : 'object';
  if (type === 'string' || type === 'number' || type === 'integer' || type === 'boolean') return type;
  return 'json';
}

export type Values = Record<string, unknown>;

/** What a form begins with: the defaults that the schema names. */
export function startOf(schema: Schema, root: Schema = schema): Values {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, unknown][] => {
    const one = resolved(property, root);
    if (one.default !== undefined) return [[name, one.default]];
    return [];
  });
  return Object.fromEntries(entries);
}

/** Names that have to be there and are not. */
export const missingOf = (schema: Schema, values: Values): readonly string[] =>
  (schema.required ?? []).filter((name) => values[name] === undefined);
