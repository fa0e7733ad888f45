import { isIP, type LookupFunction } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { OAuthFailure } from './oauth-failure.js';

/** Decides about addresses after DNS, at each connection. */
export interface AddressCheck {
  readonly lookup: LookupFunction;
  allows(address: string): boolean;
}

export interface GuardedFetchOptions {
  addresses: AddressCheck;
  /** Whether `http:` may be spoken, too: for installations that allow private addresses. */
  allowHttp: boolean;
  timeoutMs?: number;
  bodyBytesMax?: number;
  /** 3 unless given; 0: a redirect is the answer. */
  redirectsMax?: number;
}

export interface FetchRequest {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | undefined;
}

/** Resolves with any status; the body is read already. @throws OAuthFailure `unreachable` or `unsafe` */
export type Fetch = (url: string, request?: FetchRequest) => Promise<Response>;

const TIMEOUT_MS = 10_000;
const BODY_BYTES_MAX = 1_048_576;
const REDIRECTS_MAX = 3;
/** Failures to connect: nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA',
  'EAI_NONAME', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID',
]); // prettier-ignore
const NO_BODY = new Set([101, 204, 205, 304]);

/**
 * Fetches from hosts that somebody else named: over TLS only, from addresses that may be connected to (checked after DNS and
 * at each redirect), within `timeoutMs` for all together, and no more than `bodyBytesMax`. GET alone follows redirects.
 */
export function guardedFetch(options: GuardedFetchOptions): Fetch {
  const { addresses, timeoutMs = TIMEOUT_MS, redirectsMax = REDIRECTS_MAX } = options;
  const dispatcher = new Agent({
    connect: { lookup: addresses.lookup, timeout: Math.min(timeoutMs, 5_000) },
    keepAliveTimeout: 1_000,
    connections: 32,
  });
  return async (address, request = {}) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let url = new URL(address);
    for (let redirects = 0; ; redirects++) {
      refuseUnsafe(url, options);
      const { response, location } = await once(url, request, { signal, dispatcher, options });
      const follows = location !== null && (request.method ?? 'GET') === 'GET' && redirects < redirectsMax;
      if (!follows) return response;
      url = new URL(location, url);
    }
  };
}

function refuseUnsafe(url: URL, { allowHttp, addresses }: GuardedFetchOptions): void {
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    throw new OAuthFailure('unsafe', `${url.origin} is not an https address.`);
  }
  if (url.username !== '' || url.password !== '') throw new OAuthFailure('unsafe', 'An address holds a credential.');
  // A literal address is never looked up, so the check after DNS would not be asked.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !addresses.allows(host)) throw refusedAddress(url);
}

const refusedAddress = (url: URL, cause?: unknown): OAuthFailure =>
  new OAuthFailure('unsafe', `${url.host} is a private or reserved address.`, { cause });

interface Once {
  signal: AbortSignal;
  dispatcher: Agent;
  options: GuardedFetchOptions;
}

async function once(url: URL, request: FetchRequest, { signal, dispatcher, options }: Once) {
  try {
    const answer = await undiciFetch(url, {
      method: request.method ?? 'GET',
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal,
      dispatcher,
    });
    const isRedirect = answer.status >= 300 && answer.status < 400;
    const body = await bounded(answer.body as AsyncIterable<Uint8Array> | null, options.bodyBytesMax ?? BODY_BYTES_MAX);
    const response = new Response(NO_BODY.has(answer.status) ? null : new Uint8Array(body), {
      status: answer.status,
      headers: [...answer.headers],
    });
    return { response, location: isRedirect ? answer.headers.get('location') : null };
  } catch (error) {
    if (error instanceof OAuthFailure) throw error;
    const code = codeOf(error);
    if (code === 'EADDRESSREFUSED') throw refusedAddress(url, error);
    const undecided = !NEVER_SENT.has(String(code));
    throw new OAuthFailure('unreachable', `${url.host} could not be reached.`, { cause: error, undecided });
  }
}

async function bounded(body: AsyncIterable<Uint8Array> | null, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new OAuthFailure('malformed', `An answer has more than ${bytesMax} bytes.`, { undecided: true });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function codeOf(error: unknown): unknown {
  for (let cause = error; typeof cause === 'object' && cause !== null;) {
    const { code, errors, cause: deeper } = cause as { code?: unknown; errors?: unknown; cause?: unknown };
    if (Array.isArray(errors) && errors.length > 0) return codeOf(errors.at(-1));
    if (typeof code === 'string') return code;
    cause = deeper;
  }
  return null;
}
