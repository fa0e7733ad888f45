import { randomBytes } from 'node:crypto';
import { ErrorBody, type ApiKey, type IssuedApiKey, type KeyVerdict, type Organization } from '@gatewayops/contracts';
import { signServiceToken } from './service-token.js';
import type { StackState } from './stack-state.js';

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Call {
  body?: unknown;
  /** Of the bearer; the admin token unless given, none where null. */
  token?: string | null;
  orgId?: string;
  headers?: Record<string, string>;
}

/** A name that no other test uses. */
export const unique = (prefix = 'x'): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** The code of an answer in the one error format; throws where it is not in it. */
export const codeOf = (answer: Answer): string => ErrorBody.parse(answer.body).error.code;

/** Speaks to an auth service as the operator, or as another service. */
export class AuthClient {
  readonly #stack: StackState;
  readonly #url: string | undefined;

  constructor(stack: StackState, url?: string) {
    this.#stack = stack;
    this.#url = url;
  }

  get url(): string {
    return this.#url ?? this.#stack.url;
  }

  async call<T = unknown>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    const token = call.token === undefined ? `Bearer ${this.#stack.environment['ADMIN_TOKEN']}` : call.token;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: token }),
        ...(call.orgId === undefined ? {} : { 'x-organization-id': call.orgId }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    const isJson = /^application\/(?:scim\+)?json/.test(response.headers.get('content-type') ?? '');
    const body = (text === '' ? null : isJson ? JSON.parse(text) : text) as T;
    return { status: response.status, headers: response.headers, body };
  }

  /** As the gateway. */
  internal<T = unknown>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const token = `Service ${signServiceToken(this.#stack.environment['INTERNAL_SECRET'] ?? '', 'gateway', 'auth')}`;
    return this.call<T>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }

  async validate(apiKey: string): Promise<KeyVerdict> {
    const answer = await this.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-key', { apiKey });
    if (answer.status !== 200) throw new Error(`validate-key answered ${answer.status}`);
    return answer.body;
  }

  async createOrganization(): Promise<string> {
    const answer = await this.call<Organization>('POST', '/v1/orgs', { body: { name: unique('org') } });
    return created(answer).id;
  }

  async createKey(orgId: string, body: object = {}): Promise<IssuedApiKey> {
    const answer = await this.call<IssuedApiKey>('POST', '/v1/auth/keys', { orgId, body: { name: 'key', ...body } });
    return created(answer);
  }

  async getKey(orgId: string, id: string): Promise<ApiKey> {
    return (await this.call<ApiKey>('GET', `/v1/auth/keys/${id}`, { orgId })).body;
  }

  /** The id of something made with a POST that must succeed. */
  async create(orgId: string, path: string, body: object): Promise<string> {
    const made = created(await this.call<{ id?: string; user_id?: string }>('POST', path, { orgId, body }));
    return made.id ?? made.user_id ?? '';
  }
}

function created<T>(answer: Answer<T>): T {
  if (answer.status === 201) return answer.body;
  throw new Error(`expected 201, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
