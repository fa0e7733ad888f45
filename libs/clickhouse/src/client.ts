import { createClient, drainStream, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Readable } from 'node:stream';
import { isUnavailable, serviceFailure } from './failures.js';

/** What a circuit breaker must offer; `CircuitBreaker` of `domain` does. */
export interface QueryBreaker {
  tryAcquire(): boolean;
  succeed(): void;
  fail(): void;
}

export interface ClickHouseOptions {
  /** `http://user:password@host:port/database` */
  url: string;
  /** Name of the service, part of every query's tag. */
  service: string;
  /** How long the answer of any request may take; queries are given 500 ms less on the server. */
  requestTimeoutMs?: number;
  /** A read that finds more rows than this fails. */
  resultRowsMax?: number;
  /** A read whose answer is larger than this fails. */
  resultBytesMax?: number;
  /** Memory that one read may take on the server. */
  queryMemoryBytesMax?: number;
  connectionsMax?: number;
  /** Requests under way or waiting for a connection; one more is refused with `service_unavailable`. */
  requestsMax?: number;
  /** Guards reads. Inserts do not pass it: their worker has its own pauses and must come back as soon as the server does. */
  breaker?: QueryBreaker;
  /** Told of every request when it has ended. */
  observe?: (request: { operation: string; seconds: number; failed: boolean }) => void;
}

/** What a query says about itself in `system.query_log`, as JSON in `log_comment`. */
export interface QueryTag {
  route: string;
  orgId: string | null;
}

interface Request {
  operation: string;
  tag: QueryTag;
  settings?: ClickHouseSettings;
  parameters?: Record<string, unknown>;
  timeoutMs?: number;
}

const DEFAULTS = {
  requestTimeoutMs: 10_000,
  resultRowsMax: 10_000,
  resultBytesMax: 64 * 1024 ** 2,
  queryMemoryBytesMax: 1024 ** 3,
  connectionsMax: 10,
  requestsMax: 200,
} as const;

/**
 * The one connection of a service to ClickHouse. Everything that fails because the server is away, slow or full comes out
 * as `service_unavailable`; what is left is a defect of ours and comes out as it is.
 */
export class ClickHouse {
  readonly service: string;
  private readonly client: ClickHouseClient;
  private readonly options: ClickHouseOptions & typeof DEFAULTS;
  private requests = 0;

  constructor(options: ClickHouseOptions) {
    this.options = { ...DEFAULTS, ...options } as ClickHouseOptions & typeof DEFAULTS;
    this.service = options.service;
    this.client = createClient({
      url: options.url,
      application: `gatewayops-${options.service}`,
      // Ours comes first: the client's own timeout cannot be told from other failures but by its message.
      request_timeout: this.options.requestTimeoutMs * 2,
      max_open_connections: this.options.connectionsMax,
      log: { level: 127 },
    });
  }

  /** Rows of a read, one object each. Decimals come as strings, 64-bit integers as numbers: select larger ones as text. */
  async select(sql: string, request: Request): Promise<unknown[]> {
    const { breaker } = this.options;
    if (breaker && !breaker.tryAcquire()) throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 60 });
    try {
      const rows = await this.timed(request, async (settings, signal) => {
        const result = await this.client.query({
          query: sql,
          format: 'JSONEachRow',
          ...(request.parameters ? { query_params: request.parameters } : {}),
          clickhouse_settings: { ...this.readSettings(), ...settings },
          abort_signal: signal,
        });
        return result.json<unknown>();
      });
      breaker?.succeed();
      return rows;
    } catch (error) {
      if (isUnavailable(error)) breaker?.fail();
      else breaker?.succeed();
      throw error;
    }
  }

  /** A statement without rows. */
  async command(sql: string, request: Request): Promise<void> {
    await this.timed(request, async (settings, signal) => {
      await this.client.command({
        query: sql,
        ...(request.parameters ? { query_params: request.parameters } : {}),
        clickhouse_settings: settings,
        abort_signal: signal,
      });
    });
  }

  /**
   * Sends `text`, rows in JSONEachRow, to `table`: a name, or a name and its columns in brackets. Resolves when the rows and
   * those of every view are stored.
   */
  async insertText(table: string, text: string | Buffer, request: Request): Promise<void> {
    await this.timed(request, async (settings, signal) => {
      // `insert` would take rows only as objects, and turn each into text itself.
      const { stream } = await this.client.exec({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        values: Readable.from([text], { objectMode: false }),
        clickhouse_settings: { wait_end_of_query: 1, ...settings },
        abort_signal: signal,
      });
      await drainStream(stream);
    });
  }

  /** Whether the server answers a query within `timeoutMs`; rejects with `service_unavailable`. Does not ask the breaker. */
  async ping(timeoutMs = 2_000): Promise<void> {
    const request = { operation: 'ping', tag: { route: 'ready', orgId: null }, timeoutMs };
    await this.timed(request, async (settings, signal) => {
      const query = { query: 'SELECT 1', clickhouse_settings: settings, abort_signal: signal };
      const result = await this.client.query({ ...query, format: 'JSONEachRow' });
      await result.text();
    });
  }

  /** Waits for nothing: end the work first. */
  close(): Promise<void> {
    return this.client.close();
  }

  private readSettings(): ClickHouseSettings {
    const { requestTimeoutMs, resultRowsMax, resultBytesMax, queryMemoryBytesMax } = this.options;
    return {
      max_execution_time: Math.max(0.5, (requestTimeoutMs - 500) / 1000),
      max_result_rows: String(resultRowsMax),
      max_result_bytes: String(resultBytesMax),
      result_overflow_mode: 'throw',
      max_memory_usage: String(queryMemoryBytesMax),
      max_bytes_before_external_group_by: String(Math.floor(queryMemoryBytesMax / 2)),
      // The status of the answer is known only at the end; without this a late failure would cut a 200 short.
      wait_end_of_query: 1,
      output_format_json_quote_decimals: 1,
      output_format_json_quote_64bit_integers: 0,
    };
  }

  private async timed<T>(
    request: Request,
    run: (settings: ClickHouseSettings, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.requests >= this.options.requestsMax)
      throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 1 });
    this.requests++;
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(request.timeoutMs ?? this.options.requestTimeoutMs);
    let failed = true;
    try {
      const { route, orgId } = request.tag;
      const logComment = JSON.stringify({ service: this.service, route, org: orgId });
      const result = await run({ ...request.settings, log_comment: logComment }, signal);
      failed = false;
      return result;
    } catch (error) {
      throw serviceFailure(error, signal.aborted);
    } finally {
      this.requests--;
      const seconds = (performance.now() - startedAt) / 1000;
      this.options.observe?.({ operation: request.operation, seconds, failed });
    }
  }
}

/** See {@link ClickHouseOptions}. Connects on first use. */
export function createClickHouse(options: ClickHouseOptions): ClickHouse {
  return new ClickHouse(options);
}
