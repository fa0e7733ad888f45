import { QueryError, refused } from './query-error.js';
import { isSymbol, isWord, type Statement } from './statement.js';

/** Statements that an application has a use for. `SET` and `USE` mean nothing where each request stands alone. */
const VERBS = new Set(
  (
    'SELECT WITH FROM INSERT CREATE ALTER DROP TRUNCATE OPTIMIZE DESCRIBE DESC SHOW EXISTS EXPLAIN KILL RENAME EXCHANGE ' +
    'CHECK DELETE UPDATE SYSTEM'
  ).split(' '),
);
const READING_VERBS = new Set('SELECT WITH FROM DESCRIBE DESC SHOW EXISTS EXPLAIN'.split(' '));
const SYSTEM_VERBS = new Set('FLUSH STOP START SYNC WAIT'.split(' '));

/** Table functions that stay inside the engine; every other one that it has reads files or addresses, or runs something. */
const HARMLESS_TABLE_FUNCTIONS = new Set(
  (
    'numbers numbers_mt zeros zeros_mt primes generate_series generateseries generaterandom values sqlstandardvalues view viewexplain ' +
    'viewifpermitted merge null format input dictionary loop mergetreeindex mergetreeprojection'
  ).split(' '),
);
/** Sources of dictionaries and scalar functions with the same reach. */
const OTHER_REACHING_FUNCTIONS = [
  'http',
  'clickhouse',
  'library',
  'disk',
  'catboostevaluate',
  'python',
  'file',
  'url',
  'executable',
];

const ENGINES =
  /^(?:\w*MergeTree|Memory|Null|Set|Join|Log|TinyLog|StripeLog|Buffer|Merge|Dictionary|GenerateRandom|Atomic|Alias)$/i;
const RESERVED_WORDS = ['OUTFILE', 'INFILE'];

/** What one process of the engine refuses, because in it the engine could reach out of its own folder. */
export class StatementRules {
  readonly #functions: ReadonlySet<string>;

  /** @param tableFunctions names of `system.table_functions` of the engine that runs. */
  constructor(tableFunctions: readonly string[]) {
    const names = tableFunctions
      .map((name) => name.toLowerCase())
      .filter((name) => !HARMLESS_TABLE_FUNCTIONS.has(name));
    this.#functions = new Set([...names, ...OTHER_REACHING_FUNCTIONS]);
  }

  /** @throws QueryError 497 or 48, naming what is refused. */
  check(statement: Statement): void {
    const { verb, tokens } = statement;
    if (!VERBS.has(verb))
      throw new QueryError(48, 'NOT_IMPLEMENTED', `Statement ${verb.slice(0, 40)} is not offered here`);
    if (verb === 'SYSTEM' && !SYSTEM_VERBS.has(tokens[1]?.text.toUpperCase() ?? '')) {
      throw refused(`SYSTEM ${tokens[1]?.text ?? ''} is not offered here`);
    }
    tokens.forEach((token, index) => {
      if (token.kind !== 'name') return;
      const next = tokens[index + 1];
      if (isSymbol(next, '(') && this.#functions.has(token.text.toLowerCase())) {
        throw refused(`Function ${token.text} reaches out of the engine and is refused`);
      }
      if (token.text.toLowerCase() === 'default' && isSymbol(next, '.'))
        throw refused('Database default is not offered here');
      if (RESERVED_WORDS.some((word) => isWord(token, word))) throw refused(`${token.text} is refused`);
      if (isWord(token, 'ENGINE')) this.#checkEngine(statement, index);
    });
  }

  #checkEngine({ verb, tokens }: Statement, index: number): void {
    if (verb !== 'CREATE') return;
    const name = tokens[isSymbol(tokens[index + 1], '=') ? index + 2 : index + 1];
    if (name?.kind === 'name' && !ENGINES.test(name.text)) throw refused(`Table engine ${name.text} is refused`);
  }
}

/** True for statements that only read: what a GET may carry. */
export function onlyReads(statement: Statement): boolean {
  return READING_VERBS.has(statement.verb);
}
