import { Ajv } from 'ajv/dist/ajv.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { withinTime } from './time-box.js';

/** Bounds of what is compiled: making code of a schema takes some 100 µs a property, on the thread of all calls. */
export const SCHEMA_BYTES_MAX = 256 * 1024;
export const SCHEMA_DEPTH_MAX = 64;
const COMPILE_MS_MAX = 1_000;

/** A schema as code that checks values. */
export interface CompiledSchema {
  validate: ValidateFunction;
  /** Whether nothing in it makes checking take longer than schema and value are large. */
  isLinear: boolean;
}

/** What a schema is that cannot be made use of. */
export class UnusableSchema extends Error {
  override readonly name = 'UnusableSchema';
}

/** By these, checking can take exponentially or quadratically long: it then runs against the clock. */
const UNBOUNDED_KEYWORDS = /"(?:pattern|patternProperties|uniqueItems|\$ref|\$dynamicRef|\$recursiveRef)"/;
/** Schemas of drafts before 2019-09; MCP's default is 2020-12 (revision 2026-07-28, basic, JSON Schema). */
const OLD_DRAFT = /^https?:\/\/json-schema\.org\/draft-0[4-7]\/schema#?$/;

/**
 * One schema an instance: nothing of one tenant's schema (`$id`, `$anchor`) can be seen by another's. Formats are annotations
 * in 2020-12. References are not inlined: code would double at each step of a chain of them.
 */
const OPTIONS: Options = {
  strict: false,
  validateFormats: false,
  validateSchema: false,
  meta: false,
  inlineRefs: false,
  // Takes two thirds of the time, and saves next to nothing of a check's.
  code: { optimize: false },
  ownProperties: true,
  // 1e400 is a JSON number, whatever a double makes of it.
  strictNumbers: false,
  logger: false,
};

/** @param json of a JSON Schema, 2020-12 unless its `$schema` says draft 4 to 7. @throws UnusableSchema, TookTooLong */
export function compileSchema(json: Buffer): CompiledSchema {
  if (json.length > SCHEMA_BYTES_MAX) {
    throw new UnusableSchema(`the schema is larger than ${SCHEMA_BYTES_MAX / 1024} KiB`);
  }
  const text = json.toString();
  const schema = parse(text);
  if (depthOf(schema) > SCHEMA_DEPTH_MAX) throw new UnusableSchema(`the schema is deeper than ${SCHEMA_DEPTH_MAX}`);
  return { validate: withinTime(() => compile(schema), COMPILE_MS_MAX), isLinear: !UNBOUNDED_KEYWORDS.test(text) };
}

function parse(text: string): AnySchema {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (cause) {
    throw new UnusableSchema('the schema is not JSON', { cause });
  }
  if (typeof schema === 'boolean') return schema;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw new UnusableSchema('the schema is neither an object nor a boolean');
  }
  return schema as AnySchema;
}

function compile(schema: AnySchema): ValidateFunction {
  const dialect = typeof schema === 'object' ? (schema as { $schema?: unknown }).$schema : undefined;
  const isOld = typeof dialect === 'string' && OLD_DRAFT.test(dialect);
  try {
    const known = withoutForeignKeywords(schema) as AnySchema;
    return isOld ? new Ajv(OPTIONS).compile(known) : new Ajv2020(OPTIONS).compile(known);
  } catch (cause) {
    // Its words quote the schema and nothing else: an unknown type, a reference to nowhere, a pattern that is none.
    throw new UnusableSchema(`the schema is wrong: ${(cause as Error).message}`, { cause });
  }
}

/** Keywords whose members are schemas by names that may be anything. */
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);
/** Keywords whose values are no schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'examples', 'required']);

/** The schema without `nullable`: OpenAPI's and not JSON Schema's, and the validator refuses one that has no `type` beside it. */
function withoutForeignKeywords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutForeignKeywords);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => key !== 'nullable' || 'type' in schema);
  return Object.fromEntries(
    kept.map(([key, value]: [string, unknown]) => [
      key,
      VALUES.has(key) ? value : MAPS.has(key) ? inMap(value) : withoutForeignKeywords(value),
    ]),
  );
}

function inMap(map: unknown): unknown {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]: [string, unknown]) => [key, withoutForeignKeywords(value)]),
  );
}

function depthOf(value: unknown): number {
  let depth = 0;
  for (let level = [value]; level.length > 0 && depth <= SCHEMA_DEPTH_MAX; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
  }
  return depth;
}
