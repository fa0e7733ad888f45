import { randomBytes } from 'node:crypto';
import { REQUEST_ID_PATTERN } from '@gatewayops/contracts';

const POOL_IDS = 128;
const ID_BYTES = 12;
let pool = '';
let next = POOL_IDS;

/** `req_` and 24 hex digits. Random bytes are drawn for many at once: a draw costs more than the id. */
export function newRequestId(): string {
  if (next === POOL_IDS) {
    pool = randomBytes(POOL_IDS * ID_BYTES).toString('hex');
    next = 0;
  }
  const start = next++ * ID_BYTES * 2;
  return `req_${pool.slice(start, start + ID_BYTES * 2)}`;
}

/** The caller's `X-Request-ID` when it is well formed, else one of ours. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && REQUEST_ID_PATTERN.test(header) ? header : newRequestId();
}
