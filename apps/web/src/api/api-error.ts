/** What a service answered that is no success, in the one format of errors (docs/errors.md). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** Stable: tell errors apart by it, never by their words. */
    readonly code: string,
    message: string,
    readonly requestId: string | null,
    readonly more: { details: readonly { field: string; message: string }[]; retryAfterSeconds: number | null },
  ) {
    super(message);
  }
}

/** The error of an answer; where something between us and the service answered, its status is all that is known. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = bodyOf(await response.json().catch(() => null));
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const more = { retryAfterSeconds: Number.isFinite(retryAfterSeconds) ? retryAfterSeconds : null };
  const requestId = response.headers.get('x-request-id');
  if (body === null) return new ApiError(response.status, 'unknown', '', requestId, { details: [], ...more });
  const { code, message, request_id, details = [] } = body;
  return new ApiError(response.status, code, message, request_id || requestId, { details, ...more });
}

interface ErrorBody {
  code: string;
  message: string;
  request_id?: string;
  details?: { field: string; message: string }[];
}

/** Null for what is not in the format. Looked at by hand: each page has this, and a library of schemas is a quarter of a page. */
function bodyOf(answer: unknown): ErrorBody | null {
  const { error } = (answer ?? {}) as { error?: Partial<Omit<ErrorBody, 'code'> & { code: string | number }> | null };
  // MCP's errors have numbers (JSON-RPC 2.0, 5.1).
  const code = typeof error?.code === 'number' ? String(error.code) : error?.code;
  if (typeof code !== 'string' || typeof error?.message !== 'string') return null;
  const details = Array.isArray(error.details) ? error.details : [];
  return { code, message: error.message, request_id: String(error.request_id ?? ''), details };
}

/** Worth another try by itself: nothing is wrong with the request. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 429 || error.status === 408 || error.status >= 502;
