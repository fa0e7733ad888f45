import { invalid } from './scim-problem.js';

/** An attribute of a resource as SQL, and whether its letters' case counts (RFC 7643, 2.2). */
export interface FilterColumn {
  sql: string;
  caseExact: boolean;
}

export type FilterColumns = Readonly<Record<string, FilterColumn>>;

const LENGTH_MAX = 2_000;
const TERMS_MAX = 50;
const TOKEN = /\s*(?:(\()|(\))|("(?:[^"\\]|\\.)*")|([A-Za-z][\w:.$-]*(?:\[[^\]]*\](?:\.\w+)?)?))/y;
const COMPARISONS: Readonly<Record<string, (column: string, value: string) => string>> = {
  eq: (column, value) => `${column} = ${value}`,
  sw: (column, value) => `starts_with(${column}, ${value})`,
  co: (column, value) => `position(${value} in ${column}) > 0`,
};

/**
 * A filter (RFC 7644, 3.4.2.2) as a condition of SQL and its parameters, from `$first` on: `eq`, `sw`, `co`, `and`, `or` and
 * parentheses, over the columns that are given. @throws ScimProblem `invalidFilter`
 */
export function compileFilter(text: string, columns: FilterColumns, first: number): { sql: string; values: string[] } {
  if (text.length > LENGTH_MAX) throw refusal('it is too long');
  const tokens = tokensOf(text);
  const values: string[] = [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const word = (): string => (tokens[at] ?? '').toLowerCase();

  function comparison(): string {
    const name = next();
    if (name === '(') {
      const inner = disjunction();
      if (next() !== ')') throw refusal('a parenthesis is not closed');
      return `(${inner})`;
    }
    const column = columns[shortName(name)];
    const compare = COMPARISONS[next().toLowerCase()];
    if (column === undefined) throw refusal(`it asks for "${name.slice(0, 80)}", which cannot be filtered by`);
    if (compare === undefined) throw refusal('use eq, sw or co');
    if (values.length >= TERMS_MAX) throw refusal('it has too many terms');
    values.push(valueOf(next()));
    const parameter = `$${first + values.length - 1}::text`;
    return column.caseExact ? compare(column.sql, parameter) : compare(`lower(${column.sql})`, `lower(${parameter})`);
  }
  function chain(part: () => string, operator: string): string {
    const parts = [part()];
    for (; word() === operator; parts.push(part())) at++;
    return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${operator} `)})`;
  }
  const conjunction = (): string => chain(comparison, 'and');
  const disjunction = (): string => chain(conjunction, 'or');

  const sql = disjunction();
  if (at !== tokens.length) throw refusal('it goes on after its end');
  return { sql, values };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw refusal('it cannot be read');
    tokens.push(match[0].trim());
  }
  if (tokens.length > TERMS_MAX * 5) throw refusal('it is too long');
  return tokens;
}

/** Without the schema's URN and the filter inside of `emails[…]`; in lower case. */
const shortName = (name: string): string =>
  name
    .replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, '')
    .replace(/\[[^\]]*\]/, '')
    .toLowerCase();

function valueOf(token: string): string {
  if (/^(?:true|false)$/i.test(token)) return token.toLowerCase();
  try {
    const value: unknown = token.startsWith('"') ? JSON.parse(token) : null;
    if (typeof value === 'string') return value;
  } catch {
    // Told below.
  }
  throw refusal('a value is not a text in quotes');
}

const refusal = (why: string) => invalid('invalidFilter', `The filter is not understood: ${why}.`);
