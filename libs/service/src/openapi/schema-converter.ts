import { z } from 'zod';

export interface ConvertedSchema {
  schema: unknown;
  components?: Record<string, object>;
}

/**
 * A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Schemas with `.meta({ id })` become components;
 * `io` tells whether a default makes a field optional (in what we take) or always there (in what we answer).
 */
export function convertSchema(
  schema: unknown,
  options: { schemaType: 'input' | 'output' },
): ConvertedSchema | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $schema: _dialect,
    $defs,
    ...converted
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: options.schemaType,
    unrepresentable: 'any',
  });
  return { schema: withoutClosing(converted), components: withoutClosing($defs ?? {}) as Record<string, object> };
}

/** Answers may gain fields, so that `additionalProperties: false`, which zod writes of every output, is left out. */
function withoutClosing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutClosing);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, of]) => !(key === 'additionalProperties' && of === false));
  return Object.fromEntries(entries.map(([key, of]) => [key, withoutClosing(of)]));
}
