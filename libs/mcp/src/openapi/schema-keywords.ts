import { isRecord } from './json-value.js';

const isString = (value: unknown): boolean => typeof value === 'string';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isList = (value: unknown): boolean => Array.isArray(value);
const isNames = (value: unknown): boolean => Array.isArray(value) && value.every(isString);
const isAnything = (): boolean => true;

/** Keywords whose values are taken as they are (JSON Schema 2020-12, validation), each with what its value must be. */
export const PLAIN_KEYWORDS: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, words: string]>> = {
  title: [isString, 'a string'],
  description: [isString, 'a string'],
  format: [isString, 'a string'],
  contentEncoding: [isString, 'a string'],
  contentMediaType: [isString, 'a string'],
  default: [isAnything, 'anything'],
  const: [isAnything, 'anything'],
  enum: [(value) => Array.isArray(value) && value.length > 0, 'a list that is not empty'],
  required: [isNames, 'a list of names'],
  deprecated: [isFlag, 'true or false'],
  uniqueItems: [isFlag, 'true or false'],
  readOnly: [isFlag, 'true or false'],
  writeOnly: [isFlag, 'true or false'],
  multipleOf: [(value) => isNumber(value) && (value as number) > 0, 'a number above 0'],
  minimum: [isNumber, 'a number'],
  maximum: [isNumber, 'a number'],
  exclusiveMinimum: [isNumber, 'a number'],
  exclusiveMaximum: [isNumber, 'a number'],
  minLength: [isCount, 'a whole number'],
  maxLength: [isCount, 'a whole number'],
  minItems: [isCount, 'a whole number'],
  maxItems: [isCount, 'a whole number'],
  minContains: [isCount, 'a whole number'],
  maxContains: [isCount, 'a whole number'],
  minProperties: [isCount, 'a whole number'],
  maxProperties: [isCount, 'a whole number'],
  pattern: [isString, 'a string'],
  examples: [isList, 'a list'],
  dependentRequired: [(value) => isRecord(value) && Object.values(value).every(isNames), 'lists of names'],
};

/** Keywords whose value is a schema, a list of schemas, or an object of schemas. */
export const SCHEMA_KEYWORDS: ReadonlySet<string> = new Set([
  'not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames', 'unevaluatedItems',
  'unevaluatedProperties',
]); // prettier-ignore
export const LIST_KEYWORDS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
export const MAP_KEYWORDS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);

export const TYPES: ReadonlySet<unknown> = new Set([
  'object',
  'array',
  'string',
  'number',
  'integer',
  'boolean',
  'null',
]);

/** Whether V8 takes it for a regular expression in the way that JSON Schema means it. */
export function isPattern(text: string): boolean {
  try {
    // oxlint-disable-next-line no-new
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
