import { SCHEMA_BYTES_MAX } from '../schema/compile-schema.js';
import { BODY } from './argument-names.js';
import type { NamedParameter } from './argument-names.js';
import type { JsonSchema, SchemaConverter } from './convert-schema.js';
import type { OpenApiDocument, Place } from './document.js';
import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn } from './json-value.js';
import type { JsonObject } from './json-value.js';
import { ObjectSchemas } from './object-schemas.js';
import type { Operation } from './operation.js';

/**
 * What an operation takes: one object of its parameters and its body.
 * @param converter for requests
 * @throws OpenApiFault
 */
export function inputSchema(
  converter: SchemaConverter,
  operation: Operation,
  parameters: readonly NamedParameter[],
): JsonObject {
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const { argument, parameter } of parameters) {
    const { schema, isDeprecated, place, name } = parameter;
    const about = [parameter.description ?? '', argument === name ? '' : `Sent in the ${place} as ${name}.`];
    properties[argument] = described(
      schema && converter.convert(schema),
      about.filter(Boolean).join(' '),
      isDeprecated,
    );
    if (parameter.required) required.push(argument);
  }
  const { body } = operation;
  if (body) {
    const schema = body.schema ? converter.convert(body.schema) : usualBody(body.kind);
    properties[BODY] = described(schema, body.description ?? '', false);
    if (body.required) required.push(BODY);
  }
  const $defs = converter.definitions();
  const schema = {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    ...($defs ? { $defs } : {}),
  };
  if (Buffer.byteLength(JSON.stringify(schema)) > SCHEMA_BYTES_MAX) {
    throw new OpenApiFault(
      operation.pointer,
      `The schemas of its arguments are larger than ${SCHEMA_BYTES_MAX / 1024} KiB.`,
    );
  }
  return schema;
}

const usualBody = (kind: 'json' | 'form' | 'text'): JsonSchema =>
  kind === 'json' ? {} : { type: kind === 'form' ? 'object' : 'string' };

/** The parameter's own words go before those of its schema. */
function described(schema: JsonSchema | null, description: string, isDeprecated: boolean): JsonSchema {
  if (description === '' && !isDeprecated) return schema ?? {};
  const own = { ...(description === '' ? {} : { description }), ...(isDeprecated ? { deprecated: true } : {}) };
  if (schema === false) return { not: {}, ...own };
  return schema === null || schema === true ? own : { ...schema, ...own };
}

/**
 * What an operation's result is, where that is known to be an object: each 2xx answer must be described as a JSON object,
 * since who gets an output schema may insist on structured content. Else null.
 * @param converter for answers
 * @throws OpenApiFault
 */
export function outputSchema(
  converter: SchemaConverter,
  document: OpenApiDocument,
  operation: Operation,
): JsonObject | null {
  const places = successSchemas(document, operation);
  if (places === null || places.length === 0) return null;
  const schemas: JsonObject[] = [];
  const objects = new ObjectSchemas(document);
  for (const place of places) {
    if (!objects.has(place)) return null;
    const schema = converter.convert(place);
    if (!isRecord(schema)) return null;
    schemas.push(schema);
  }
  const $defs = converter.definitions();
  const texts = new Set(schemas.map((schema) => JSON.stringify(schema)));
  const schema = {
    ...(texts.size === 1 ? schemas[0] : { anyOf: schemas }),
    type: 'object',
    ...($defs ? { $defs } : {}),
  };
  return Buffer.byteLength(JSON.stringify(schema)) > SCHEMA_BYTES_MAX ? null : schema;
}

/** The schemas of all 2xx answers; null where one of them is not JSON. */
function successSchemas(document: OpenApiDocument, { responses, pointer }: Operation): Place[] | null {
  if (!isRecord(responses)) return null;
  const places: Place[] = [];
  for (const [status, response] of Object.entries(responses)) {
    if (!/^2(\d\d|XX)$/i.test(status)) continue;
    const at = document.resolve({ value: response, pointer: below(pointer, 'responses', status) });
    const content = memberIn(at.value, 'content');
    if (!isRecord(content)) return null;
    const types = Object.keys(content);
    const json = types.find((type) => /^application\/([^;\s]+\+)?json\s*(;|$)/i.test(type));
    if (json === undefined || types.length > 1) return null;
    const media = document.resolve({ value: content[json], pointer: below(at.pointer, 'content', json) });
    const schema = memberIn(media.value, 'schema');
    if (schema === undefined) return null;
    places.push({ value: schema, pointer: below(media.pointer, 'schema') });
  }
  return places;
}
