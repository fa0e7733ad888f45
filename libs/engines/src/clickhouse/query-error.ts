/** A refusal in the words and with the numbers that ClickHouse itself uses, so that its client reads it as any other. */
export class QueryError extends Error {
  readonly code: number;
  readonly type: string;

  constructor(code: number, type: string, message: string) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
    this.type = type;
  }

  /** As ClickHouse writes it on the wire. */
  toText(): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type})`;
  }
}

export const syntaxError = (message: string): QueryError => new QueryError(62, 'SYNTAX_ERROR', message);
export const refused = (message: string): QueryError => new QueryError(497, 'ACCESS_DENIED', message);
export const tooBusy = (message: string): QueryError => new QueryError(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', message);

const STATUS_OF_CODE: Record<number, number> = {
  36: 400, 47: 404, 60: 404, 62: 400, 81: 404, 115: 404, 159: 408, 164: 403, 202: 503,
  241: 500, 307: 413, 396: 413, 456: 400, 457: 400, 497: 403, 516: 401,
}; // prettier-ignore

/** HTTP status for one of ClickHouse's error codes, as its own HTTP interface maps them; 500 for the rest. */
export function httpStatusOf(code: number): number {
  return STATUS_OF_CODE[code] ?? 500;
}
