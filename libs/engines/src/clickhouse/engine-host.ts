import { randomBytes } from 'node:crypto';
import { Connection, quote, type QueryOutcome, type RequestSettings } from './connection.js';
import { ConnectionPool } from './connection-pool.js';
import { QueryError } from './query-error.js';
import { readStatement, type Statement } from './statement.js';
import { onlyReads, StatementRules } from './statement-rules.js';

/** The one database of the embedded engine. */
export const DATABASE = 'gatewayops';

/** Longer than any query's own `max_execution_time`, in case the engine overlooks it. */
const KILL_GRACE_MS = 5_000;
const ADMINISTRATION: RequestSettings = { database: 'system', settings: new Map(), parameters: new Map() };

/** Insert formats that the engine reads as bytes, by the name that it gives them. */
const DATA_FORMATS = new Set([
  'JSONEachRow',
  'JSONCompactEachRow',
  'CSV',
  'CSVWithNames',
  'TSV',
  'TabSeparated',
  'TSVWithNames',
  'TabSeparatedWithNames',
]);

export interface Query {
  text: string;
  /** Rows of an INSERT; undefined when the text is all there is. */
  data: Buffer | undefined;
  format: string;
  request: RequestSettings;
  readOnly: boolean;
  /** Ends the query in the engine when the caller went away. */
  signal: AbortSignal;
}

/** The engine in this process: opens its folder, applies the rules, runs queries, ends those that take too long. */
export class EngineHost {
  readonly #pool: ConnectionPool;
  readonly #administration: Connection;
  readonly #rules: StatementRules;

  private constructor(pool: ConnectionPool, administration: Connection, rules: StatementRules) {
    this.#pool = pool;
    this.#administration = administration;
    this.#rules = rules;
  }

  /** Opens or creates the engine's folder. The database `default`, through which any file could be read, gives way to an empty one. */
  static async open(options: { path: string; connections: number }): Promise<EngineHost> {
    const administration = new Connection(options.path);
    await administration.query('DROP DATABASE IF EXISTS default', 'Null', ADMINISTRATION);
    await administration.query('CREATE DATABASE default ENGINE = Memory', 'Null', ADMINISTRATION);
    await administration.query(`CREATE DATABASE IF NOT EXISTS ${DATABASE} ENGINE = Atomic`, 'Null', ADMINISTRATION);
    const functions = await administration.query(
      'SELECT name FROM system.table_functions',
      'TabSeparated',
      ADMINISTRATION,
    );
    const rules = new StatementRules(Buffer.from(functions.bytes).toString().trim().split('\n'));
    return new EngineHost(new ConnectionPool({ path: options.path, size: options.connections }), administration, rules);
  }

  get running(): number {
    return this.#pool.running;
  }

  /** @throws QueryError, or the engine's own error with its text. */
  async run(query: Query): Promise<QueryOutcome & { format: string }> {
    const statement = readStatement(query.text);
    this.#rules.check(statement);
    if (query.readOnly && !onlyReads(statement)) throw new QueryError(164, 'READONLY', 'A GET may only read');
    const outcome = await this.#pool.use((connection) => {
      if (query.signal.aborted) throw new QueryError(394, 'QUERY_WAS_CANCELLED', 'The caller went away');
      for (const name of statement.placeholders) {
        if (connection.isStale(name) && !query.request.parameters.has(name)) {
          throw new QueryError(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set.`);
        }
      }
      const data = dataOf(query, statement);
      return data && statement.insert
        ? connection.insert(statement.insert, data, query.request)
        : this.#select(connection, statement, query);
    });
    return { ...outcome, format: statement.format ?? query.format };
  }

  close(): void {
    this.#pool.close();
    this.#administration.close();
  }

  async #select(connection: Connection, statement: Statement, query: Query): Promise<QueryOutcome> {
    const mark = `/* ${randomBytes(8).toString('hex')} */`;
    const kill = (): void => void this.#kill(mark);
    const seconds = Number(query.request.settings.get('max_execution_time') ?? 60);
    const timer = seconds > 0 ? setTimeout(kill, seconds * 1_000 + KILL_GRACE_MS) : undefined;
    query.signal.addEventListener('abort', kill, { once: true });
    try {
      return await connection.query(`${mark} ${statement.sql}`, query.format, query.request);
    } finally {
      clearTimeout(timer);
      query.signal.removeEventListener('abort', kill);
    }
  }

  async #kill(mark: string): Promise<void> {
    try {
      await this.#administration.query(
        `KILL QUERY WHERE startsWith(query, ${quote(mark)}) ASYNC`,
        'Null',
        ADMINISTRATION,
      );
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** The rows of an INSERT, from the body or from behind the statement. */
function dataOf(query: Query, statement: Statement): Buffer | undefined {
  if (!statement.insert) return undefined;
  const { format, dataStart } = statement.insert;
  if (!DATA_FORMATS.has(format))
    throw new QueryError(73, 'UNKNOWN_FORMAT', `Format ${format} is not read by the embedded engine`);
  const data = query.data ?? Buffer.from(query.text.slice(dataStart));
  return withoutEmptyLines(data, format);
}

/** The engine takes an empty line for the end of the data, and what follows for another statement. */
function withoutEmptyLines(data: Buffer, format: string): Buffer {
  if (data[0] !== 0x0a && !data.includes('\n\n')) return data;
  if (!format.startsWith('JSON'))
    throw new QueryError(27, 'CANNOT_PARSE_INPUT_ASSERTION_FAILED', 'Data with an empty line are refused');
  return Buffer.from(
    data
      .toString('utf8')
      .replaceAll(/\n{2,}/g, '\n')
      .replace(/^\n+/, ''),
  );
}
