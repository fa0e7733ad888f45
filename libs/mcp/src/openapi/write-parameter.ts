import { bytesOf, isArray, isObject } from '../raw/slice.js';
import { elementsOf } from '../raw/edit.js';
import type { Slice } from '../raw/slice.js';
import type { Parameter, Writing } from './parameter.js';
import { encoded, entriesOf, textOrNone, writtenValue } from './write-value.js';

const DEPTH_MAX = 32;

/** An argument that fits its schema and still cannot be sent. */
export class ArgumentProblem extends Error {
  override readonly name = 'ArgumentProblem';
}

/** What stands in the place of `{name}` in a path. @throws ArgumentProblem where nothing would */
export function pathText(parameter: Parameter, value: Slice): string {
  const { name, style } = parameter;
  const text = style === 'json' ? encoded(bytesOf(value).toString()) : styledPath(parameter, value);
  if (text === '') throw new ArgumentProblem(`${name} must not be empty: it is a part of the path.`);
  return text;
}

function styledPath({ name, style, explode }: Parameter, value: Slice): string {
  const written = writtenValue(value);
  const begin = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  // `;name=` goes before a value that is one for the whole name.
  const named = (text: string): string =>
    style !== 'matrix' ? text : text === '' ? encoded(name) : `${encoded(name)}=${text}`;
  const between = explode && begin !== '' ? begin : ',';
  switch (written.kind) {
    case 'none':
      return '';
    case 'text':
      return written.text === '' && style === 'simple' ? '' : begin + named(encoded(written.text));
    case 'list': {
      const items = written.items.map((item) => encoded(item));
      if (items.length === 0) return '';
      return begin + (explode ? items.map(named).join(between) : named(items.join(',')));
    }
    default: {
      const { members } = written;
      if (members.length === 0) return '';
      if (explode) return begin + members.map(([key, text]) => `${encoded(key)}=${encoded(text)}`).join(between);
      return begin + named(members.flatMap(([key, text]) => [encoded(key), encoded(text)]).join(','));
    }
  }
}

/** The pairs of a query, or of a form's body, that stand for a value; none for `null`, an empty list and an empty object. */
export function queryPairs(name: string, writing: Writing, value: Slice): string[] {
  const { style, explode, allowReserved } = writing;
  const key = encoded(name);
  const write = (text: string): string => encoded(text, allowReserved);
  if (style === 'json') return [`${key}=${encoded(bytesOf(value).toString())}`];
  if (style === 'deepObject' && isObject(value)) return deepPairs(name, value, write, 0);
  const written = writtenValue(value);
  const between = style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',';
  switch (written.kind) {
    case 'none':
      return [];
    case 'text':
      return [`${key}=${write(written.text)}`];
    case 'list': {
      const items = written.items.map(write);
      if (items.length === 0) return [];
      return explode || style === 'deepObject'
        ? items.map((item) => `${key}=${item}`)
        : [`${key}=${items.join(between)}`];
    }
    default: {
      const { members } = written;
      if (explode) return members.map(([member, text]) => `${encoded(member)}=${write(text)}`);
      const parts = members.flatMap(([member, text]) => [encoded(member), write(text)]);
      return parts.length === 0 ? [] : [`${key}=${parts.join(between)}`];
    }
  }
}

/** `name[a][b]=1`; elements of lists repeat their name, since no standard says otherwise. */
function deepPairs(name: string, value: Slice, write: (text: string) => string, depth: number): string[] {
  if (depth < DEPTH_MAX && isObject(value)) {
    return entriesOf(value).flatMap(([member, one]) => deepPairs(`${name}[${member}]`, one, write, depth + 1));
  }
  if (depth < DEPTH_MAX && isArray(value)) {
    return elementsOf(value).flatMap((one) => deepPairs(name, one, write, depth + 1));
  }
  const text = textOrNone(value);
  return text === null ? [] : [`${encoded(name)}=${write(text)}`];
}

/** A header's value; null for no value. @throws ArgumentProblem where a header cannot carry it */
export function headerText({ name, style, explode }: Parameter, value: Slice): string | null {
  const text = style === 'json' ? bytesOf(value).toString() : simpleText(value, explode);
  if (text === null || /^[\x20-\x7e]*$/.test(text)) return text === null ? null : text.trim();
  throw new ArgumentProblem(`${name} is a header, which can only hold printable ASCII characters.`);
}

function simpleText(value: Slice, explode: boolean): string | null {
  const written = writtenValue(value);
  if (written.kind === 'none') return null;
  if (written.kind === 'text') return written.text;
  if (written.kind === 'list') return written.items.join(',');
  return written.members.map(([key, text]) => `${key}${explode ? '=' : ','}${text}`).join(',');
}
