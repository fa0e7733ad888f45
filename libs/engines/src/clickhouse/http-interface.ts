import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DATABASE, type EngineHost, type Query } from './engine-host.js';
import { readBody } from './request-body.js';
import { httpStatusOf, QueryError } from './query-error.js';

const compress = promisify(gzip);

/** URL parameters of the HTTP interface that are not settings of the query. */
const NOT_SETTINGS = new Set(
  (
    'query query_id database default_format session_id session_timeout session_check close_session user password role quota_key ' +
    'wait_end_of_query buffer_size compress decompress stacktrace enable_http_compression http_zlib_compression_level ' +
    'send_progress_in_http_headers http_headers_progress_interval_ms http_write_exception_in_output_format ' +
    'cancel_http_readonly_queries_on_client_close async_insert wait_for_async_insert'
  ).split(' '),
);

export interface HttpInterfaceOptions {
  engine: EngineHost;
  user: string;
  password: string;
  bodyBytesMax: number;
}

/** ClickHouse's HTTP interface, as far as its own client uses it: `GET /ping`, and queries at `/`. */
export function createHttpInterface(options: HttpInterfaceOptions): Server {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => answerError(response, error));
  });
  server.requestTimeout = 120_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 30_000;
  return server;
}

async function handle(
  options: HttpInterfaceOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine');
  response.setHeader('X-ClickHouse-Server-Display-Name', 'gatewayops-embedded');
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  if (url.pathname === '/ping') {
    response.setHeader('Content-Type', 'text/html; charset=UTF-8');
    response.end('Ok.\n');
    return;
  }
  authenticate(options, request, url.searchParams);
  if (url.pathname !== '/') throw new QueryError(47, 'UNKNOWN_IDENTIFIER', 'There is no such handler');
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new QueryError(79, 'INCORRECT_QUERY', 'Queries are sent with POST or GET');
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await readBody(request, options.bodyBytesMax);
  for (const [name, value] of body.fields) url.searchParams.set(name, value);
  const query = readQuery(request, url.searchParams, body.content, gone.signal);
  await answer(options.engine, query, { request, response, parameters: url.searchParams });
}

function readQuery(request: IncomingMessage, parameters: URLSearchParams, body: Buffer, signal: AbortSignal): Query {
  const inUrl = parameters.get('query') ?? '';
  const settings = new Map<string, string>();
  const values = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!/^\w+$/.test(name))
      throw new QueryError(115, 'UNKNOWN_SETTING', `${name.slice(0, 60)} is not the name of a setting`);
    if (name.startsWith('param_')) values.set(name.slice(6), value);
    else if (!NOT_SETTINGS.has(name)) settings.set(name, value);
  }
  const database = parameters.get('database') ?? headerOf(request, 'x-clickhouse-database') ?? DATABASE;
  const format = parameters.get('default_format') ?? headerOf(request, 'x-clickhouse-format') ?? 'TabSeparated';
  return {
    text: inUrl === '' ? body.toString('utf8') : inUrl,
    data: inUrl === '' || body.length === 0 ? undefined : body,
    format: /^\w+$/.test(format) ? format : 'TabSeparated',
    request: { database: database === 'default' ? DATABASE : database, settings, parameters: values },
    readOnly: request.method === 'GET',
    signal,
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  parameters: URLSearchParams;
}

async function answer(engine: EngineHost, query: Query, exchange: Exchange): Promise<void> {
  const { request, response, parameters } = exchange;
  const started = performance.now();
  const queryId = parameters.get('query_id') ?? crypto.randomUUID();
  if (/^[\x20-\x7e]{1,200}$/.test(queryId)) response.setHeader('X-ClickHouse-Query-Id', queryId);
  const outcome = await engine.run(query);
  response.setHeader('X-ClickHouse-Format', outcome.format);
  response.setHeader('X-ClickHouse-Summary', JSON.stringify({
    read_rows: String(outcome.rowsRead), read_bytes: String(outcome.bytesRead),
    written_rows: String(outcome.rowsWritten), written_bytes: String(outcome.bytesWritten),
    total_rows_to_read: '0', result_rows: '0', result_bytes: String(outcome.bytes.length),
    elapsed_ns: String(Math.round((performance.now() - started) * 1e6)),
  })); // prettier-ignore
  response.setHeader(
    'Content-Type',
    outcome.format.startsWith('JSON') ? 'application/json; charset=UTF-8' : 'text/plain; charset=UTF-8',
  );
  const wantsGzip =
    parameters.get('enable_http_compression') === '1' && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  if (!wantsGzip || outcome.bytes.length === 0) {
    response.end(outcome.bytes);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.end(await compress(outcome.bytes, { level: 1 }));
}

/** Every kind of failure becomes the text that ClickHouse's client parses. */
function answerError(response: ServerResponse, error: unknown): void {
  const text = error instanceof QueryError ? error.toText() : engineText(error);
  const code = Number(/^Code: (\d+)/.exec(text)?.[1] ?? 1002);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.statusCode = httpStatusOf(code);
  response.setHeader('X-ClickHouse-Exception-Code', String(code));
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  if (code === 516) response.setHeader('WWW-Authenticate', 'Basic realm="ClickHouse server HTTP API"');
  if (code === 307 || code === 516) response.setHeader('Connection', 'close');
  response.end(`${text}\n`);
}

function engineText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith('Code: ') ? message : `Code: 1002. DB::Exception: ${message} (UNKNOWN_EXCEPTION)`;
}

function authenticate(options: HttpInterfaceOptions, request: IncomingMessage, parameters: URLSearchParams): void {
  const [scheme, encoded] = (request.headers.authorization ?? '').split(' ');
  const basic = scheme?.toLowerCase() === 'basic' ? Buffer.from(encoded ?? '', 'base64').toString('utf8') : undefined;
  const colon = basic?.indexOf(':') ?? -1;
  const user = basic?.slice(0, colon) ?? headerOf(request, 'x-clickhouse-user') ?? parameters.get('user') ?? '';
  const password = basic?.slice(colon + 1) ?? headerOf(request, 'x-clickhouse-key') ?? parameters.get('password') ?? '';
  if (!same(`${user}\0${password}`, `${options.user}\0${options.password}`)) {
    throw new QueryError(
      516,
      'AUTHENTICATION_FAILED',
      'Authentication failed: password is incorrect, or there is no such user.',
    );
  }
}

function same(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
