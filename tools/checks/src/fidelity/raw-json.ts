/** One member of a JSON object, each part as it is written. */
export interface Member {
  /** With its quotes and escapes. */
  readonly key: string;
  readonly value: string;
}

const SPACE = /[ \t\r\n]/;

/** The place after the string that begins at `start`. */
function afterString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return quote + 1;
  }
  throw new Error('The string does not end');
}

/** The place of the comma or bracket that ends the value that begins at `start`. */
function afterValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    const c = text[at];
    if (c === undefined) throw new Error('The value does not end');
    if (c === '"') {
      at = afterString(text, at);
      continue;
    }
    if (c === '{' || c === '[') depth++;
    if (depth === 0 && (c === ',' || c === '}')) return at;
    if (c === '}' || c === ']') depth--;
    at++;
  }
}

/**
 * The members of a JSON object in their order, none decoded. The gateway has a scanner of its own; who judges it must not
 * use that. @throws Error when the text is no object
 */
export const membersOf = (text: string): Member[] => [...eachMember(text)];

function* eachMember(text: string): Generator<Member> {
  let at = skipSpace(text, 0);
  if (text[at] !== '{') throw new Error(`No JSON object: ${text.slice(0, 60)}`);
  at = skipSpace(text, at + 1);
  while (text[at] !== '}') {
    if (text[at] === ',') at = skipSpace(text, at + 1);
    if (text[at] !== '"') throw new Error(`No JSON object: ${text.slice(at, at + 60)}`);
    const keyEnd = afterString(text, at);
    const key = text.slice(at, keyEnd);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = afterValue(text, start);
    yield { key, value: text.slice(start, end).trimEnd() };
    at = end;
  }
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (SPACE.test(text[at] ?? '')) at++;
  return at;
}

/** A member's value, by the name that its key stands for. */
export function valueOf(text: string, name: string): string | undefined {
  const plain = JSON.stringify(name);
  for (const { key, value } of eachMember(text)) {
    if (key === plain || (key.includes('\\') && JSON.parse(key) === name)) return value;
  }
  return undefined;
}

/** The same tokens without the whitespace between them. */
export function compact(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const end = afterString(text, at);
      out += text.slice(at, end);
      at = end;
    } else {
      if (!SPACE.test(text[at] as string)) out += text[at];
      at++;
    }
  }
  return out;
}
