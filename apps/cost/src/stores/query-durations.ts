import { Histogram, Metrics } from '@gatewayops/service';

/** `db_query_duration_seconds`, of both stores. Specification: Observability, Metrics. */
export type QueryDurations = Histogram<'operation'>;
export const QUERY_DURATIONS = Symbol('query durations');

export const createQueryDurations = (metrics: Metrics): QueryDurations =>
  metrics.histogram({
    name: 'db_query_duration_seconds',
    help: 'Requests to ClickHouse and statements to PostgreSQL',
    labels: ['operation'],
  });
