import pg from 'pg';
import { DataSource, EventSubscriber } from 'typeorm';
import { QueryTimer, type QueryObserver } from './query-timer.js';

/** Every wait on the database has a bound; the defaults suit a service whose statements are look-ups by key. */
export interface PostgresLimits {
  connectionsMax: number;
  /** For a connection from the pool, whether new or freed by another. */
  connectTimeoutMs: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** An open transaction in which nothing happens is ended by the server. */
  idleInTransactionTimeoutMs: number;
  /** An unused connection is closed. */
  idleTimeoutMs: number;
}

export const POSTGRES_LIMITS: PostgresLimits = {
  connectionsMax: 10,
  connectTimeoutMs: 3_000,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 3_000,
  idleInTransactionTimeoutMs: 10_000,
  idleTimeoutMs: 30_000,
};

export interface DataSourceOptions {
  url: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  limits?: Partial<PostgresLimits>;
  /** Told of each statement; feeds `db_query_duration_seconds`. */
  onQuery?: QueryObserver;
  /** A pooled connection broke while nobody used it; the pool replaces it. */
  onConnectionError?: (error: Error) => void;
}

/**
 * A TypeORM data source on a `pg` pool, not yet initialised. `timestamptz` columns come as ISO 8601 text in UTC, so that a row
 * can be answered as JSON and compared without a detour over `Date`; `bigint` and `numeric` come as text.
 */
export function createDataSource(options: DataSourceOptions): DataSource {
  const limits = { ...POSTGRES_LIMITS, ...options.limits };
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: limits.connectionsMax,
    connectTimeoutMS: limits.connectTimeoutMs,
    installExtensions: false,
    logging: false,
    subscribers: options.onQuery ? [timerFor(options.onQuery)] : [],
    poolErrorHandler: (error: Error) => options.onConnectionError?.(error),
    extra: {
      statement_timeout: limits.statementTimeoutMs,
      lock_timeout: limits.lockTimeoutMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
      idleTimeoutMillis: limits.idleTimeoutMs,
      // The server ends a slow statement first; this one ends the wait on a connection that swallows packets.
      query_timeout: limits.statementTimeoutMs + 1_000,
      keepAlive: true,
      types: { getTypeParser },
    },
  });
}

/** TypeORM instantiates subscribers itself, without arguments. */
function timerFor(observe: QueryObserver): new () => QueryTimer {
  class ObservedQueryTimer extends QueryTimer {
    constructor() {
      super(observe);
    }
  }
  EventSubscriber()(ObservedQueryTimer);
  return ObservedQueryTimer;
}

const TIMESTAMPTZ_OID = 1184;
const toIsoText = (text: string): string => new Date(text).toISOString();

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === TIMESTAMPTZ_OID && format !== 'binary') return toIsoText;
  return pg.types.getTypeParser(oid, format as 'text');
}
