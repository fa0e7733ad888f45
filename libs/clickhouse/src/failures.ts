import { ClickHouseError } from '@clickhouse/client';
import { GatewayOpsError } from '@gatewayops/contracts';

/**
 * ClickHouse's error codes that say "not now" rather than "not so" (`src/Common/ErrorCodes.cpp` of ClickHouse):
 * TIMEOUT_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, SOCKET_TIMEOUT, NETWORK_ERROR, MEMORY_LIMIT_EXCEEDED, TABLE_IS_READ_ONLY,
 * NOT_ENOUGH_SPACE, TOO_MANY_PARTS, ALL_CONNECTION_TRIES_FAILED, UNKNOWN_STATUS_OF_INSERT, QUERY_WAS_CANCELLED,
 * KEEPER_EXCEPTION, ABORTED.
 */
const UNAVAILABLE_CODES = new Set([
  '159',
  '202',
  '209',
  '210',
  '241',
  '242',
  '243',
  '252',
  '279',
  '319',
  '394',
  '999',
  '236',
]);

/**
 * Codes that blame the rows of an insert: CANNOT_PARSE_TEXT, CANNOT_PARSE_ESCAPE_SEQUENCE, CANNOT_PARSE_QUOTED_STRING,
 * CANNOT_PARSE_INPUT_ASSERTION_FAILED, CANNOT_PARSE_DATE, CANNOT_PARSE_DATETIME, TYPE_MISMATCH, ARGUMENT_OUT_OF_BOUND,
 * CANNOT_PARSE_NUMBER, INCORRECT_DATA, CANNOT_PARSE_UUID, DECIMAL_OVERFLOW, UNKNOWN_ELEMENT_OF_ENUM.
 */
const REFUSAL_CODES = new Set(['6', '25', '26', '27', '38', '41', '53', '69', '72', '117', '376', '407', '691']);

/** What the client's sockets and timers fail with; it has no class for them. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]); // prettier-ignore

/**
 * Turns a failure of the client into one of ours. An answer of the server that blames the statement stays as it is: it is
 * a defect and must not look like an outage.
 */
export function serviceFailure(error: unknown, timedOut: boolean): unknown {
  if (error instanceof GatewayOpsError) return error;
  if (timedOut || isOutage(error))
    return new GatewayOpsError('service_unavailable', { cause: error, retryAfterSeconds: 5 });
  return error;
}

export const isUnavailable = (error: unknown): boolean =>
  error instanceof GatewayOpsError && error.code === 'service_unavailable';

function isOutage(error: unknown): boolean {
  if (error instanceof ClickHouseError) return UNAVAILABLE_CODES.has(error.code);
  // Not by its class: a test runner's sandbox has an Error of its own.
  return typeof error === 'object' && error !== null && 'code' in error && NETWORK_CODES.has(String(error.code));
}

/**
 * Why the server will never take these rows, or null where it may. Of a batch that is one block it has then taken none:
 * parsing ends before anything is written.
 */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof ClickHouseError) || !REFUSAL_CODES.has(error.code)) return null;
  return `ClickHouse refused the rows (code ${error.code})`;
}
