import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn, textOf } from './json-value.js';
import type { JsonObject } from './json-value.js';
import { quotedShort } from './document.js';
import type { OpenApiDocument, Place } from './document.js';

export type ParameterPlace = 'path' | 'query' | 'header';
export type ParameterStyle =
  'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json';

/** How a value is written into a request (OpenAPI 3.1, section 4.8.12). `json`: as the text it is. */
export interface Writing {
  style: ParameterStyle;
  explode: boolean;
  /** Whether characters with a meaning in URLs stay as they are. */
  allowReserved: boolean;
}

/** A parameter that is an argument of the tool. */
export interface Parameter extends Writing {
  name: string;
  place: ParameterPlace;
  required: boolean;
  isDeprecated: boolean;
  description: string | null;
  /** Not yet converted. */
  schema: Place | null;
}

const STYLES: Record<ParameterPlace, readonly ParameterStyle[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
};

/**
 * Headers that are not the caller's to set: content and credential have their own places in a document, and the others
 * belong to the connection or to the gateway.
 */
const OWN_HEADERS = new Set([
  'accept', 'accept-encoding', 'authorization', 'connection', 'content-encoding', 'content-length', 'content-type', 'cookie',
  'expect', 'host', 'keep-alive', 'proxy-authorization', 'te', 'traceparent', 'tracestate', 'trailer', 'transfer-encoding',
  'upgrade',
]); // prettier-ignore
const PARAMETERS_MAX = 256;
const NAME_CHARS_MAX = 256;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Those of the path, then those of the operation, which replace the former. Cookies are left out.
 * @returns a sentence where one is needed that cannot be sent
 * @throws OpenApiFault
 */
export function readParameters(document: OpenApiDocument, lists: Place[]): Parameter[] | string {
  const found = new Map<string, Parameter>();
  for (const { value, pointer } of lists) {
    if (value === undefined) continue;
    if (!Array.isArray(value)) throw new OpenApiFault(pointer, 'Parameters must be a list.');
    if (value.length > PARAMETERS_MAX) {
      throw new OpenApiFault(pointer, `There are more than ${PARAMETERS_MAX} parameters.`);
    }
    for (const [i, one] of (value as unknown[]).entries()) {
      const at = document.resolve({ value: one, pointer: below(pointer, i) });
      if (memberIn(at.value, 'in') === 'querystring') return 'Its query is one value as a whole (`in: querystring`).';
      const parameter = readParameter(document, at);
      if (parameter) found.set(`${parameter.place} ${parameter.name}`, parameter);
    }
  }
  return [...found.values()];
}

function readParameter(document: OpenApiDocument, { value, pointer }: Place): Parameter | null {
  if (!isRecord(value)) throw new OpenApiFault(pointer, 'A parameter must be an object.');
  const name = textOf(value['name']);
  const place = value['in'];
  if (name === null || name === '') throw new OpenApiFault(below(pointer, 'name'), 'The parameter has no name.');
  if (name.length > NAME_CHARS_MAX) {
    throw new OpenApiFault(below(pointer, 'name'), `The name has more than ${NAME_CHARS_MAX} characters.`);
  }
  if (place === 'cookie') return null;
  if (place !== 'path' && place !== 'query' && place !== 'header') {
    throw new OpenApiFault(below(pointer, 'in'), 'A parameter is in path, query, header or cookie.');
  }
  if (place === 'header') {
    if (OWN_HEADERS.has(name.toLowerCase())) return null;
    if (!TOKEN.test(name)) throw new OpenApiFault(below(pointer, 'name'), 'No header can be called so.');
  }
  return {
    name,
    place,
    required: place === 'path' || value['required'] === true,
    isDeprecated: value['deprecated'] === true,
    description: textOf(value['description']),
    ...schemaAndWriting(document, value, place, pointer),
  };
}

function schemaAndWriting(
  document: OpenApiDocument,
  value: JsonObject,
  place: ParameterPlace,
  pointer: string,
): Writing & { schema: Place | null } {
  const content = value['content'];
  if (isRecord(content)) {
    const [type = ''] = Object.keys(content);
    const media = document.resolve({ value: content[type], pointer: below(pointer, 'content', type) });
    const schema = memberIn(media.value, 'schema');
    const at = schema === undefined ? null : { value: schema, pointer: below(media.pointer, 'schema') };
    return { style: 'json', explode: false, allowReserved: false, schema: at };
  }
  const { schema } = value;
  return {
    ...writingOf(value, place, pointer),
    schema: schema === undefined ? null : { value: schema, pointer: below(pointer, 'schema') },
  };
}

/** `style`, `explode` and `allowReserved` of a parameter, or of a form's field. @throws OpenApiFault */
export function writingOf(value: JsonObject, place: ParameterPlace, pointer: string): Writing {
  const [usual] = STYLES[place] as [ParameterStyle];
  const style = (value['style'] ?? usual) as ParameterStyle;
  if (!STYLES[place].includes(style)) {
    const words = `The style ${quotedShort(String(style))} is none of ${place} parameters.`;
    throw new OpenApiFault(below(pointer, 'style'), words);
  }
  const explode = typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form' || style === 'deepObject';
  return { style, explode, allowReserved: place === 'query' && value['allowReserved'] === true };
}
