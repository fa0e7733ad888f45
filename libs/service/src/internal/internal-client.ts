import { ErrorBody, GatewayOpsError, type ErrorCode } from '@gatewayops/contracts';
import { Pool } from 'undici';
import type { z } from 'zod';
import { currentRequest } from '../logging/request-context.js';
import { currentTraceparent } from '../observability/tracing.js';
import { signServiceToken } from './service-token.js';

/** What an {@link InternalClient} asks before each attempt; `CircuitBreaker` of libs/domain is one. */
export interface Breaker {
  tryAcquire(): boolean;
  succeed(): void;
  fail(): void;
}

export interface InternalClientOptions {
  /** Origin of the service, e.g. `http://127.0.0.1:8081`. */
  baseUrl: string;
  /** Our own name and the called service's. */
  caller: string;
  audience: string;
  secret: string;
  /** For a whole request with its retries; 5 s unless given. */
  timeoutMs?: number;
  answerBytesMax?: number;
  connections?: number;
  breaker?: Breaker;
  /** What to fail with when the service cannot be reached; `service_unavailable` unless given. */
  unavailable?: ErrorCode;
}

export interface InternalRequest<T extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** Schema of the answer's body. */
  answer: T;
  /** Whether a second attempt is harmless; GET always is. One retry, only where no answer came or it was 502 to 504. */
  idempotent?: boolean;
  timeoutMs?: number;
}

const TOKEN_REUSE_MS = 20_000;
const RETRY_DELAY_MS = 50;

/** The service could not be reached or failed: what counts for the breaker and may be tried again. */
class Unreachable extends Error {}

/** Calls another service of ours over HTTP, authenticated as a service, with bounded time and size. */
export class InternalClient {
  private readonly pool: Pool;
  private token = '';
  private tokenMadeAtMs = 0;

  constructor(private readonly options: InternalClientOptions) {
    this.pool = new Pool(options.baseUrl, {
      connections: options.connections ?? 16,
      connect: { timeout: 1_000 },
      keepAliveTimeout: 10_000,
      pipelining: 1,
    });
  }

  /**
   * @throws GatewayOpsError with the code the service answered, or `unavailable` where it could not be reached, failed,
   * was too slow, answered what the schema refuses, or its breaker is open
   */
  async request<T extends z.ZodType>(request: InternalRequest<T>): Promise<z.infer<T>> {
    const deadline = performance.now() + (request.timeoutMs ?? this.options.timeoutMs ?? 5_000);
    const attempts = request.method === 'GET' || request.idempotent === true ? 2 : 1;
    let failure: unknown;
    for (let attempt = 0; attempt < attempts && performance.now() < deadline; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
      if (this.options.breaker?.tryAcquire() === false) throw this.unavailable('the breaker is open');
      try {
        const result = await this.attempt(request, deadline);
        this.options.breaker?.succeed();
        return result;
      } catch (error) {
        if (!(error instanceof Unreachable)) {
          this.options.breaker?.succeed();
          throw error;
        }
        this.options.breaker?.fail();
        failure = error;
      }
    }
    throw this.unavailable(failure);
  }

  /** Closes the connections; requests under way are finished first. */
  close(): Promise<void> {
    return this.pool.close();
  }

  private async attempt<T extends z.ZodType>(request: InternalRequest<T>, deadline: number): Promise<z.infer<T>> {
    const { status, text } = await this.exchange(request, Math.max(1, deadline - performance.now()));
    const value = parseJson(text);
    if (status >= 200 && status < 300) {
      const answer = request.answer.safeParse(value);
      if (answer.success) return answer.data;
      throw new Unreachable(`${this.options.audience} answered ${request.path} with an unknown shape`);
    }
    const refusal = ErrorBody.safeParse(value);
    if (status >= 500 || !refusal.success) throw new Unreachable(`${this.options.audience} answered ${status}`);
    const { code, message, details } = refusal.data.error;
    // Ours was refused, not our caller's credential: secrets or names of the services do not match.
    if (status === 401 || status === 403)
      throw this.unavailable(new Error(`${this.options.audience} answered ${code}`));
    throw new GatewayOpsError(code, { message, ...(details ? { details } : {}) });
  }

  private async exchange(request: InternalRequest<z.ZodType>, timeoutMs: number) {
    const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
    try {
      const answer = await this.pool.request({
        method: request.method,
        path: request.path,
        headers: this.headers(request.body !== undefined),
        ...(request.body !== undefined ? { body: JSON.stringify(request.body) } : {}),
        signal,
      });
      return { status: answer.statusCode, text: await this.readBounded(answer.body) };
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      throw new Unreachable(`${this.options.audience} could not be reached`, { cause: error });
    }
  }

  private async readBounded(body: AsyncIterable<Buffer>): Promise<string> {
    const bytesMax = this.options.answerBytesMax ?? 16 * 1024 * 1024;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new Unreachable(`${this.options.audience} answered more than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  private headers(hasBody: boolean): Record<string, string> {
    const now = Date.now();
    if (now - this.tokenMadeAtMs > TOKEN_REUSE_MS) {
      this.token = signServiceToken(this.options.secret, this.options.caller, this.options.audience, now);
      this.tokenMadeAtMs = now;
    }
    const headers: Record<string, string> = { authorization: `Service ${this.token}` };
    if (hasBody) headers['content-type'] = 'application/json';
    const requestId = currentRequest()?.requestId;
    if (requestId !== undefined) headers['x-request-id'] = requestId;
    const traceparent = currentTraceparent();
    if (traceparent !== undefined) headers['traceparent'] = traceparent;
    return headers;
  }

  private unavailable(cause: unknown): GatewayOpsError {
    return new GatewayOpsError(this.options.unavailable ?? 'service_unavailable', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
