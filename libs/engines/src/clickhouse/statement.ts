import { QueryError, syntaxError } from './query-error.js';
import { tokens, type Token } from './tokens.js';

/** An INSERT whose rows come as data in a format, not as SQL. */
export interface InsertTarget {
  table: string;
  columns: string[] | undefined;
  format: string;
  /** Offset in the text where the data begin. */
  dataStart: number;
}

export interface Statement {
  /** Without a closing semicolon. */
  sql: string;
  /** First word, upper case. */
  verb: string;
  /** Names in `{name:Type}` placeholders. */
  placeholders: ReadonlySet<string>;
  /** From a closing `FORMAT` clause. */
  format: string | undefined;
  insert: InsertTarget | undefined;
  tokens: readonly Token[];
}

/**
 * Reads one statement. Data after `INSERT … FORMAT <name>` are not SQL and are not looked at.
 * @throws QueryError 62 for an empty text or for more than one statement.
 */
export function readStatement(text: string): Statement {
  const read: Token[] = [];
  let sqlEnd = text.length;
  let insert: InsertTarget | undefined;
  for (const token of tokens(text)) {
    if (isSymbol(read.at(-1), ';')) throw syntaxError('Multi-statements are not allowed');
    read.push(token);
    if (isWord(read.at(-2), 'FORMAT') && token.kind === 'name') insert = readInsert(read);
    if (insert) {
      sqlEnd = token.end;
      break;
    }
  }
  if (isSymbol(read.at(-1), ';')) sqlEnd = (read.pop()?.end ?? 1) - 1;
  const verb = read.find((token) => !isSymbol(token, '('))?.text.toUpperCase();
  if (verb === undefined) throw syntaxError('Empty query');
  return {
    sql: text.slice(0, sqlEnd),
    verb,
    placeholders: placeholdersOf(read),
    format: isWord(read.at(-2), 'FORMAT') ? read.at(-1)?.text : undefined,
    insert,
    tokens: read,
  };
}

export function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && !token.quoted && token.text.toUpperCase() === word;
}

/** `INSERT INTO [TABLE] [db.]table [(columns)] FORMAT name`, and nothing else. */
function readInsert(read: readonly Token[]): InsertTarget | undefined {
  if (!isWord(read[0], 'INSERT') || read.some((token) => isWord(token, 'SELECT'))) return undefined;
  let at = isWord(read[1], 'INTO') ? 2 : 1;
  if (isWord(read[at], 'TABLE')) at += 1;
  const last = read.at(-1);
  const parts = [read[at]?.text ?? ''];
  at += 1;
  if (isSymbol(read[at], '.')) {
    parts.push(read[at + 1]?.text ?? '');
    at += 2;
  }
  let columns: string[] | undefined;
  if (isSymbol(read[at], '(')) {
    const close = read.findIndex((token, index) => index > at && isSymbol(token, ')'));
    columns = read.slice(at + 1, close).flatMap((token) => (token.kind === 'name' ? [token.text] : []));
    at = close + 1;
  }
  if (at !== read.length - 2 || !last) {
    throw new QueryError(
      48,
      'NOT_IMPLEMENTED',
      'An INSERT with data is read as INSERT INTO [db.]table [(columns)] FORMAT name only',
    );
  }
  return { table: parts.join('.'), columns, format: last.text, dataStart: last.end };
}

function placeholdersOf(read: readonly Token[]): Set<string> {
  const names = read.flatMap((token, index) =>
    isSymbol(token, '{') && read[index + 1]?.kind === 'name' && isSymbol(read[index + 2], ':')
      ? [read[index + 1]?.text ?? '']
      : [],
  );
  return new Set(names);
}
