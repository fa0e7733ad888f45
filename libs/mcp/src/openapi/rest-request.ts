import { bytesOf, isObject, memberOf, slice } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';
import { BODY } from './argument-names.js';
import type { NamedParameter } from './argument-names.js';
import type { OpenApiTool } from './openapi-tools.js';
import type { OperationMethod } from './operation.js';
import type { ParameterPlace, Writing } from './parameter.js';
import type { RequestBody } from './request-body.js';
import { ArgumentProblem, headerText, pathText, queryPairs } from './write-parameter.js';
import { encoded, entriesOf, textOrNone } from './write-value.js';

/** A call as one HTTP request to the service. */
export interface RestRequest {
  method: OperationMethod;
  /** Path and query below the base URL. */
  target: string;
  /** Name (in lower case) and value by turns. */
  headers: string[];
  body: Buffer | null;
}

const TARGET_CHARS_MAX = 16 * 1024;
const HEADERS_CHARS_MAX = 16 * 1024;
const EMPTY = Buffer.from('{}');
const FORM: Writing = { style: 'form', explode: true, allowReserved: false };

/**
 * @param basePath of the base URL, without a slash at its end
 * @param args raw object that fits the tool's input schema
 * @throws ArgumentProblem where an argument cannot be sent all the same
 */
export function restRequest(basePath: string, tool: OpenApiTool, args: Slice | null): RestRequest {
  const object = args ?? slice(EMPTY, 0, EMPTY.length);
  const given = (place: ParameterPlace): [NamedParameter, Slice][] =>
    tool.parameters.flatMap((named): [NamedParameter, Slice][] => {
      const value = named.parameter.place === place ? memberOf(object, named.argument) : null;
      return value ? [[named, value]] : [];
    });
  const { method, body } = tool.operation;
  const target = basePath + filledPath(tool.operation.path, given('path'));
  const pairs = given('query').flatMap(([{ parameter }, value]) => queryPairs(parameter.name, parameter, value));
  const whole = pairs.length === 0 ? target : `${target}${target.includes('?') ? '&' : '?'}${pairs.join('&')}`;
  if (whole.length > TARGET_CHARS_MAX) throw new ArgumentProblem('The arguments make the address too long.');
  const headers = given('header').flatMap(([{ parameter }, value]) => {
    const text = headerText(parameter, value);
    return text === null ? [] : [parameter.name.toLowerCase(), text];
  });
  if (headers.reduce((chars, text) => chars + text.length, 0) > HEADERS_CHARS_MAX) {
    throw new ArgumentProblem('The arguments make the headers too long.');
  }
  const value = body && memberOf(object, BODY);
  if (!body || !value) return { method, target: whole, headers, body: null };
  headers.push('content-type', body.mediaType);
  return { method, target: whole, headers, body: bodyOf(body, value) };
}

function filledPath(path: string, values: [NamedParameter, Slice][]): string {
  const texts = new Map(values.map(([{ parameter }, value]) => [parameter.name, pathText(parameter, value)]));
  const filled = path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => texts.get(name) ?? '');
  // A server that tidies paths up would take the call elsewhere; some decode slashes before they do.
  const isElsewhere = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i.test(filled) || [...texts.values()].some(hasDots);
  if (isElsewhere) {
    throw new ArgumentProblem('An argument would make a part of the path `.` or `..`.');
  }
  return encodedTemplate(filled);
}

const hasDots = (text: string): boolean => /(^|%2f|%5c|[/\\])\.{1,2}(?=%2f|%5c|[/\\]|$)/i.test(text);

/** What the document wrote between its parameters, as far as a request line cannot carry it. */
function encodedTemplate(path: string): string {
  return path.replaceAll(/[^\x21-\x7e]+|["<>\\^`{|}#]/g, (text) => encoded(text));
}

/** JSON as it came; text decoded; of a form the pairs. */
function bodyOf({ kind, encoding }: RequestBody, value: Slice): Buffer {
  if (kind === 'json') return bytesOf(value);
  if (kind === 'text' || !isObject(value)) return Buffer.from(textOrNone(value) ?? '');
  const pairs = entriesOf(value).flatMap(([name, one]) => {
    const writing = encoding.get(name);
    // Without a style, what is an object is sent as JSON (OpenAPI 3.1, encoding object, contentType).
    if (!writing && isObject(one)) return [`${encoded(name)}=${encoded(bytesOf(one).toString())}`];
    return queryPairs(name, writing ?? FORM, one);
  });
  return Buffer.from(pairs.join('&'));
}
