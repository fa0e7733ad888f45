import { z } from 'zod';

export interface ConvertedSchema {
  schema: unknown;
  components?: Record<string, object>;
}

type Io = 'input' | 'output';
type Definitions = Record<string, object>;

/**
 * A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Schemas with `.meta({ id })` become components. A
 * default makes a field optional in what we take and always there in what we answer; a component for which that makes a
 * difference is called `…Input` where it is taken.
 */
export function convertSchema(schema: unknown, options: { schemaType: Io }): ConvertedSchema | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = jsonSchemaOf(schema, options.schemaType);
  if (options.schemaType === 'output') return converted;
  const differing = new Set(differingNames(converted.components, jsonSchemaOf(schema, 'output').components));
  const rename = (name: string) => (differing.has(name) ? `${name}Input` : name);
  const components = Object.fromEntries(
    Object.entries(converted.components).map(([name, of]) => [rename(name), renameReferences(of, rename) as object]),
  );
  return { schema: renameReferences(converted.schema, rename), components };
}

function jsonSchemaOf(schema: z.ZodType, io: Io): { schema: unknown; components: Definitions } {
  const json = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  const { $schema: _dialect, $defs, ...rest } = json;
  return { schema: mapSchema(rest, tidy), components: mapSchema($defs ?? {}, tidy) as Definitions };
}

const REFERENCE = '#/$defs/';

function differingNames(input: Definitions, output: Definitions): string[] {
  const differing = new Set(
    Object.keys(input).filter((name) => JSON.stringify(input[name]) !== JSON.stringify(output[name])),
  );
  // What refers to one that differs differs too.
  for (let before = -1; before !== differing.size;) {
    before = differing.size;
    for (const [name, definition] of Object.entries(input)) {
      const text = JSON.stringify(definition);
      if ([...differing].some((other) => text.includes(`"${REFERENCE}${other}"`))) differing.add(name);
    }
  }
  return [...differing];
}

const renameReferences = (value: unknown, rename: (name: string) => string): unknown =>
  mapSchema(value, (entries) =>
    entries.map(([key, of]) =>
      key === '$ref' && typeof of === 'string' && of.startsWith(REFERENCE)
        ? [key, REFERENCE + rename(of.slice(REFERENCE.length))]
        : [key, of],
    ),
  );

type Entries = [string, unknown][];

function mapSchema(value: unknown, change: (entries: Entries) => Entries): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSchema(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(change(Object.entries(value)).map(([key, of]) => [key, mapSchema(of, change)]));
}

/**
 * Leaves out `additionalProperties: false`, which zod writes of every output, since answers may gain fields; and the
 * bounds of safe integers, which it writes of every integer.
 */
const tidy = (entries: Entries): Entries =>
  entries.filter(
    ([key, of]) =>
      !(key === 'additionalProperties' && of === false) &&
      !((key === 'minimum' || key === 'maximum') && Math.abs(of as number) === Number.MAX_SAFE_INTEGER) &&
      !(key === 'id' && typeof of === 'string'),
  );
