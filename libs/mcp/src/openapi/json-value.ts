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
