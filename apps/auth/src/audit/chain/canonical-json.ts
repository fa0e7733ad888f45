export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * JSON in the one form that everybody arrives at: RFC 8785 (JSON Canonicalization Scheme). Members in the order of their
 * names' UTF-16 code units (section 3.2.3), no white space, strings and numbers as ECMAScript writes them (3.2.2).
 * @throws RangeError on NaN and infinities, which JSON has no form for
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value).toSorted();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} has no form in JSON`);
  return JSON.stringify(value);
}
