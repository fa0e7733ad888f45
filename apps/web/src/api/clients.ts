import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { errorOf } from './api-error';
import type { paths as AlertPaths } from './generated/alert';
import type { paths as AuthPaths } from './generated/auth';
import type { paths as CostPaths } from './generated/cost';
import type { paths as TracePaths } from './generated/trace';

/** A client for each service whose API pages use. Answers that are no success become a thrown {@link ApiError}. */
export interface Api {
  auth: Client<AuthPaths>;
  cost: Client<CostPaths>;
  trace: Client<TracePaths>;
  alert: Client<AlertPaths>;
}
export type ServiceName = keyof Api;

const TIMEOUT_MS = 30_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface ApiOptions {
  /** Origin of a service; of this page where it is the browser that asks. */
  baseUrl: (service: ServiceName) => string;
  headers: Record<string, string>;
  /** Goes along with every change. */
  csrfToken: string | null;
}

export function createApi({ baseUrl, headers, csrfToken }: ApiOptions): Api {
  const middleware: Middleware = {
    onRequest({ request }) {
      if (!SAFE.has(request.method) && csrfToken !== null) request.headers.set('x-csrf-token', csrfToken);
      return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]) });
    },
    async onResponse({ response }) {
      if (!response.ok) throw await errorOf(response);
    },
  };
  const client = <Paths extends object>(service: ServiceName): Client<Paths> => {
    const made = createClient<Paths>({ baseUrl: baseUrl(service), headers, cache: 'no-store' });
    made.use(middleware);
    return made;
  };
  return {
    auth: client<AuthPaths>('auth'),
    cost: client<CostPaths>('cost'),
    trace: client<TracePaths>('trace'),
    alert: client<AlertPaths>('alert'),
  };
}
