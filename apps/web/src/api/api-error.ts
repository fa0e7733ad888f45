import { z } from 'zod/mini';

const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    request_id: z.string(),
    details: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
  }),
});

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
  const parsed = ErrorBody.safeParse(await response.json().catch(() => null));
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const more = { retryAfterSeconds: Number.isFinite(retryAfterSeconds) ? retryAfterSeconds : null };
  const requestId = response.headers.get('x-request-id');
  if (!parsed.success) return new ApiError(response.status, 'unknown', '', requestId, { details: [], ...more });
  const { code, message, request_id, details = [] } = parsed.data.error;
  return new ApiError(response.status, code, message, request_id || requestId, { details, ...more });
}

/** Worth another try by itself: nothing is wrong with the request. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 429 || error.status === 408 || error.status >= 502;
