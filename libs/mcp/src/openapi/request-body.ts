import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn, textOf } from './json-value.js';
import type { OpenApiDocument, Place } from './document.js';
import { writingOf } from './parameter.js';
import type { Writing } from './parameter.js';

/** The body that an operation takes, in the one media type that is sent. */
export interface RequestBody {
  required: boolean;
  description: string | null;
  mediaType: string;
  kind: 'json' | 'form' | 'text';
  schema: Place | null;
  /** How a form's fields are written, where the document says it. */
  encoding: ReadonlyMap<string, Writing>;
}

const KINDS: readonly [kind: RequestBody['kind'], type: RegExp][] = [
  ['json', /^application\/json\s*(;|$)/i],
  ['json', /^[a-z]+\/[^;\s]+\+json\s*(;|$)/i],
  ['json', /^(\*|application)\/\*$/],
  ['form', /^application\/x-www-form-urlencoded\s*(;|$)/i],
  ['text', /^text\/plain\s*(;|$)/i],
  ['text', /^(text\/|application\/([^;\s]+\+)?xml\b)/i],
];
/** As it stands in a header line. */
const HEADER_VALUE = /^[\x20-\x7e]{1,255}$/;

/**
 * The best media type of a request's body: JSON, then forms, then text.
 * @returns null without a body; a sentence where one is needed and none can be sent
 * @throws OpenApiFault
 */
export function readBody(document: OpenApiDocument, place: Place): RequestBody | string | null {
  if (place.value === undefined) return null;
  const { value, pointer } = document.resolve(place);
  if (!isRecord(value)) throw new OpenApiFault(pointer, 'The body of a request must be an object.');
  const { content } = value;
  if (!isRecord(content)) throw new OpenApiFault(below(pointer, 'content'), 'The media types of the body are missing.');
  const required = value['required'] === true;
  const chosen = choose(Object.keys(content).filter((type) => HEADER_VALUE.test(type)));
  if (chosen === null) {
    if (!required || Object.keys(content).length === 0) return null;
    return 'Its body is neither JSON nor a form (x-www-form-urlencoded) nor text.';
  }
  const { type, kind } = chosen;
  const media = document.resolve({ value: content[type], pointer: below(pointer, 'content', type) });
  const schema = memberIn(media.value, 'schema');
  return {
    required,
    description: textOf(value['description']),
    mediaType: type.includes('*') ? 'application/json' : type,
    kind,
    schema: schema === undefined ? null : { value: schema, pointer: below(media.pointer, 'schema') },
    encoding: kind === 'form' ? readEncoding(media) : new Map(),
  };
}

function choose(types: string[]): { type: string; kind: RequestBody['kind'] } | null {
  for (const [kind, pattern] of KINDS) {
    const type = types.find((one) => pattern.test(one));
    if (type !== undefined) return { type, kind };
  }
  return null;
}

function readEncoding({ value, pointer }: Place): Map<string, Writing> {
  const encoding = memberIn(value, 'encoding');
  const found = new Map<string, Writing>();
  if (!isRecord(encoding)) return found;
  for (const [field, how] of Object.entries(encoding)) {
    // Without one of these, a field is written by its media type, and that is JSON for objects.
    if (!isRecord(how) || (how['style'] === undefined && how['explode'] === undefined)) continue;
    found.set(field, writingOf(how, 'query', below(pointer, 'encoding', field)));
  }
  return found;
}
