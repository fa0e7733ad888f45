import { Session } from 'chdb';

/** What a request asks of the connection that runs it. */
export interface RequestSettings {
  database: string;
  settings: ReadonlyMap<string, string>;
  /** Values as ClickHouse's HTTP interface takes them: in the escaped form of the TabSeparated format. */
  parameters: ReadonlyMap<string, string>;
}

export interface QueryOutcome {
  bytes: Uint8Array;
  rowsRead: number;
  bytesRead: number;
  rowsWritten: number;
  bytesWritten: number;
}

/** In force unless a request says otherwise. */
const BASE_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['implicit_select', '0'],
  ['allow_introspection_functions', '0'],
  ['max_execution_time', '60'],
]);

/**
 * One connection to the engine in this process. It keeps settings, parameters and the current database between queries,
 * so each query first puts back what the one before it set. After a failure it must be thrown away: the engine may keep
 * rows of the failed answer and give them to the next one.
 */
export class Connection {
  readonly #session: Session;
  #database = '';
  #changed = new Set<string>(BASE_SETTINGS.keys());
  #stale = new Set<string>();

  constructor(path: string) {
    this.#session = new Session(path);
  }

  /** Parameters that an earlier request left behind: a placeholder with such a name must be refused, not filled. */
  isStale(parameter: string): boolean {
    return this.#stale.has(parameter);
  }

  async query(sql: string, format: string, request: RequestSettings): Promise<QueryOutcome> {
    const result = await this.#session.queryAsync(`${this.#preamble(request, request.settings)}${sql}`, { format });
    return {
      bytes: result.bytes(),
      rowsRead: result.rowsRead,
      bytesRead: result.bytesRead,
      rowsWritten: 0,
      bytesWritten: 0,
    };
  }

  /** Rows as data: handed to the engine as they came, its settings in the statement itself. */
  async insert(
    target: { table: string; columns: readonly string[] | undefined; format: string },
    data: Buffer,
    request: RequestSettings,
  ): Promise<QueryOutcome> {
    const preamble = this.#preamble(request, new Map());
    if (preamble !== '') await this.#session.queryAsync(preamble);
    const written = await this.#session.insert({
      table: target.table,
      format: target.format as 'JSONEachRow',
      values: data,
      settings: Object.fromEntries(request.settings),
      ...(target.columns ? { columns: target.columns } : {}),
    });
    return { bytes: new Uint8Array(), rowsRead: 0, bytesRead: 0, ...written };
  }

  close(): void {
    this.#session.close();
  }

  #preamble(request: RequestSettings, settings: ReadonlyMap<string, string>): string {
    const assignments: string[] = [];
    for (const name of this.#changed) {
      if (settings.has(name)) continue;
      const base = BASE_SETTINGS.get(name);
      assignments.push(`${name} = ${base ?? 'DEFAULT'}`);
    }
    for (const [name, value] of settings) assignments.push(`${name} = ${quote(value)}`);
    for (const [name, value] of request.parameters) assignments.push(`param_${name} = ${quote(value)}`);
    this.#changed = new Set(settings.keys());
    for (const name of request.parameters.keys()) this.#stale.add(name);
    const use = this.#database === request.database ? '' : `USE ${quoteName(request.database)};`;
    this.#database = request.database;
    return `${assignments.length > 0 ? `SET ${assignments.join(', ')};` : ''}${use}`;
  }
}

export function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
