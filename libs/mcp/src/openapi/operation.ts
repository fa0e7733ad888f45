import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn, textOf } from './json-value.js';
import type { JsonObject } from './json-value.js';
import { quotedShort } from './document.js';
import type { OpenApiDocument } from './document.js';
import { readParameters } from './parameter.js';
import type { Parameter } from './parameter.js';
import { readBody } from './request-body.js';
import type { RequestBody } from './request-body.js';

export type OperationMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One method of one path, with its references resolved but for those in schemas. */
export interface Operation {
  method: OperationMethod;
  /** The template, e.g. `/pets/{id}`. */
  path: string;
  pointer: string;
  id: string | null;
  summary: string | null;
  description: string | null;
  isDeprecated: boolean;
  parameters: Parameter[];
  body: RequestBody | null;
  /** Raw: `responses` of the document. */
  responses: unknown;
}

export interface Operations {
  operations: Operation[];
  leftOut: { operation: string; reason: string }[];
  /** What is wrong with the others, up to a limit. */
  faults: OpenApiFault[];
  /** How many the operations have together. */
  parameters: number;
}

const METHODS: Record<string, OperationMethod> = {
  get: 'GET', head: 'HEAD', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE',
}; // prettier-ignore
const NO_TOOLS = new Set(['options', 'trace', 'query']);
const OPERATIONS_MAX = 1_000;
/** With those that make no tool. */
const ALL_MAX = 2 * OPERATIONS_MAX;
const PATH_CHARS_MAX = 1_024;
/** Of all operations together: they are read at once. */
const PARAMETERS_MAX = 20_000;
const FAULTS_MAX = 20;

/** Every operation of a document, in its order. @throws OpenApiFault where there are too many */
export function readOperations(document: OpenApiDocument): Operations {
  const all: Operations = { operations: [], leftOut: [], faults: [], parameters: 0 };
  for (const [path, item] of Object.entries(document.root['paths'] as JsonObject)) {
    if (path.startsWith('x-') || all.faults.length >= FAULTS_MAX) continue;
    guarded(all, () => readPath(document, path, item, all));
    if (all.operations.length > OPERATIONS_MAX || all.operations.length + all.leftOut.length > ALL_MAX) {
      throw new OpenApiFault(
        '/paths',
        `There are more than ${OPERATIONS_MAX} operations. Register parts of the document.`,
      );
    }
    if (all.parameters > PARAMETERS_MAX) {
      const words = `The operations have more than ${PARAMETERS_MAX} parameters together. Register parts of the document.`;
      throw new OpenApiFault('/paths', words);
    }
  }
  return all;
}

function guarded(all: Operations, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof OpenApiFault)) throw error;
    if (all.faults.length < FAULTS_MAX) all.faults.push(error);
  }
}

function readPath(document: OpenApiDocument, path: string, item: unknown, all: Operations): void {
  const at = below('/paths', path);
  if (path.length > PATH_CHARS_MAX) {
    throw new OpenApiFault('/paths', `A path has more than ${PATH_CHARS_MAX} characters.`);
  }
  if (!path.startsWith('/')) throw new OpenApiFault(at, 'A path must begin with a slash.');
  const { value, pointer } = document.resolve({ value: item, pointer: at });
  if (!isRecord(value)) throw new OpenApiFault(at, 'The path must be an object.');
  for (const [key, operation] of Object.entries(value)) {
    const name = `${key.toUpperCase()} ${path}`;
    const method = Object.hasOwn(METHODS, key) ? METHODS[key] : undefined;
    if (NO_TOOLS.has(key)) all.leftOut.push({ operation: name, reason: 'The method makes no tool.' });
    if (!method) continue;
    guarded(all, () => {
      const read = readOperation(document, { method, path, item: value, itemPointer: pointer, operation });
      if (typeof read === 'string') all.leftOut.push({ operation: name, reason: read });
      else {
        all.operations.push(read);
        all.parameters += read.parameters.length;
      }
    });
  }
}

interface OperationPlace {
  method: OperationMethod;
  path: string;
  item: JsonObject;
  itemPointer: string;
  operation: unknown;
}

/** @returns why it makes no tool, where it makes none */
function readOperation(document: OpenApiDocument, place: OperationPlace): Operation | string {
  const { method, path, item, itemPointer, operation } = place;
  const pointer = below(itemPointer, method.toLowerCase());
  if (!isRecord(operation)) throw new OpenApiFault(pointer, 'The operation must be an object.');
  const parameters = readParameters(document, [
    { value: item['parameters'], pointer: below(itemPointer, 'parameters') },
    { value: operation['parameters'], pointer: below(pointer, 'parameters') },
  ]);
  if (typeof parameters === 'string') return parameters;
  checkTemplate(path, parameters, pointer);
  const body = readBody(document, { value: operation['requestBody'], pointer: below(pointer, 'requestBody') });
  if (typeof body === 'string') return body;
  return {
    method,
    path,
    pointer,
    id: textOf(operation['operationId']),
    summary: textOf(operation['summary']) ?? textOf(item['summary']),
    description: textOf(operation['description']) ?? textOf(item['description']),
    isDeprecated: memberIn(operation, 'deprecated') === true,
    parameters,
    body,
    responses: operation['responses'],
  };
}

/** The names in a path's braces. */
export const templateNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');

function checkTemplate(path: string, parameters: Parameter[], pointer: string): void {
  const names = new Set(templateNames(path));
  const declared = new Set(parameters.filter((one) => one.place === 'path').map((one) => one.name));
  for (const name of names) {
    if (declared.has(name)) continue;
    throw new OpenApiFault(pointer, `The path names ${quotedShort(name)}, and no parameter of the path is called so.`);
  }
  for (const name of declared) {
    if (names.has(name)) continue;
    throw new OpenApiFault(pointer, `The parameter ${quotedShort(name)} does not stand in the path.`);
  }
}
