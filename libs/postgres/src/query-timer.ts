import type { AfterQueryEvent, BeforeQueryEvent, EntitySubscriberInterface } from 'typeorm';

/** `operation` is the statement's first word, in lower case: `select`, `insert`, `commit`, … */
export type QueryObserver = (operation: string, seconds: number) => void;

/** Times statements. A connection runs one at a time, so its start is kept by connection. */
export class QueryTimer implements EntitySubscriberInterface {
  private readonly startedAtMs = new WeakMap<object, number>();

  constructor(private readonly observe: QueryObserver) {}

  beforeQuery(event: BeforeQueryEvent): void {
    if (event.queryRunner) this.startedAtMs.set(event.queryRunner, performance.now());
  }

  afterQuery(event: AfterQueryEvent): void {
    const startedAtMs = event.queryRunner && this.startedAtMs.get(event.queryRunner);
    if (startedAtMs !== undefined) this.observe(operationOf(event.query), (performance.now() - startedAtMs) / 1000);
  }
}

const OPERATIONS = new Set(['select', 'insert', 'update', 'delete', 'with', 'start', 'commit', 'rollback']);

/** A closed set, so that a metric's labels stay few. */
export function operationOf(query: string): string {
  const word = /[a-z]+/i.exec(query)?.[0].toLowerCase() ?? '';
  return OPERATIONS.has(word) ? word : 'other';
}
