import { elementsOf } from '../raw/edit.js';
import { bytesOf, isArray, isObject, membersOf, slice, stringAt, stringOf } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';

/**
 * A raw value in the shape in which parameters are written (OpenAPI 3.1, style values): null is no value, numbers keep their
 * text, and what nests deeper than a style can say is its JSON.
 */
export type WrittenValue =
  | { kind: 'none' }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'members'; members: [name: string, text: string][] };

export function writtenValue(value: Slice): WrittenValue {
  if (isArray(value)) return { kind: 'list', items: elementsOf(value).flatMap((one) => textOrNone(one) ?? []) };
  if (isObject(value)) {
    const members = entriesOf(value).flatMap(([name, one]): [string, string][] => {
      const text = textOrNone(one);
      return text === null ? [] : [[name, text]];
    });
    return { kind: 'members', members };
  }
  const text = textOrNone(value);
  return text === null ? { kind: 'none' } : { kind: 'text', text };
}

/** A string decoded, null for `null`, anything else as it was written. */
export function textOrNone(value: Slice): string | null {
  const text = stringOf(value);
  if (text !== null) return text;
  const raw = bytesOf(value).toString();
  return raw === 'null' ? null : raw;
}

export function entriesOf(object: Slice): [name: string, value: Slice][] {
  const { bytes } = object;
  const index = membersOf(object);
  const entries: [string, Slice][] = [];
  for (let m = 0; m < index.length; m += 4) {
    const name = stringAt(bytes, index[m] as number, index[m + 1] as number) ?? '';
    entries.push([name, slice(bytes, index[m + 2] as number, index[m + 3] as number)]);
  }
  return entries;
}

/** Percent-encoded but for unreserved characters (RFC 3986, section 2.3), or but for reserved ones too. */
export function encoded(text: string, allowReserved = false): string {
  const strict = encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  // `&`, `+`, `#` and `=` would end the value or mean something else in every query, reserved or not.
  return allowReserved
    ? strict.replaceAll(/%(3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B)/g, decodeURIComponent)
    : strict;
}
