export type JsonObject = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own member of an object; undefined where there is none, or what should hold it is no object. */
export function memberIn(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? (value as unknown[])[Number(key)] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One step further down (RFC 6901, section 3). */
export const below = (pointer: string, ...keys: (string | number)[]): string =>
  keys.reduce<string>((at, key) => `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, pointer);

/** The steps of a pointer; of one in a URI fragment, percent-decoded before. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** About how many characters a value is as JSON; counted no further than a little beyond `charsMax`. */
export function sizeOf(value: unknown, charsMax: number): number {
  let chars = 0;
  const waiting: unknown[] = [value];
  for (let i = 0; i < waiting.length && chars <= charsMax; i++) {
    const one = waiting[i];
    if (typeof one === 'string') chars += one.length;
    else if (typeof one === 'object' && one !== null) {
      const keys = Array.isArray(one) ? one.length : Object.keys(one).reduce((sum, key) => sum + key.length + 1, 0);
      chars += keys;
      if (chars > charsMax) return chars;
      for (const inner of Object.values(one) as unknown[]) waiting.push(inner);
    } else chars += 4;
  }
  return chars;
}
