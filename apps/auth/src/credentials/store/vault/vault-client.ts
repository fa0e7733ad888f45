import { GatewayOpsError } from '@gatewayops/contracts';
import { request } from 'undici';
import { z } from 'zod';

export interface VaultSettings {
  /** Origin of the server, e.g. `https://vault.example.com:8200`. */
  address: string;
  /** Of the KV engine, version 2; without slashes at its ends. */
  mount: string;
  namespace: string | null;
  login: { kind: 'token'; token: string } | { kind: 'approle'; roleId: string; secretId: string; mount: string };
}

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 1_048_576;
/** A login is renewed when this part of its time is over. */
const LOGIN_RENEWED_AT = 0.7;

const Login = z.object({ auth: z.object({ client_token: z.string(), lease_duration: z.number() }) });
const Written = z.object({ data: z.object({ version: z.number().int() }) });
const Read = z.object({
  data: z.object({
    data: z.record(z.string(), z.string()).nullable(),
    metadata: z.object({ version: z.number().int(), destroyed: z.boolean(), deletion_time: z.string() }),
  }),
});
const Failure = z.object({ errors: z.array(z.string()) });

/** The newest version is another one than was expected (KV v2, `options.cas`). */
export class CasMismatch extends Error {}

/** The few operations of HashiCorp Vault's HTTP API that we use: KV secrets engine version 2, AppRole login. */
export class VaultClient {
  private login: { token: string; untilMs: number } | null = null;
  private loggingIn: Promise<string> | null = null;

  constructor(private readonly settings: VaultSettings) {}

  /**
   * `POST /v1/{mount}/data/{path}` with check-and-set: `expected` is the newest version, 0 where there must be none.
   * @throws CasMismatch, GatewayOpsError `service_unavailable`
   */
  async write(path: string, values: Record<string, string>, expected: number): Promise<number> {
    const { status, json } = await this.send('POST', `data/${path}`, { data: values, options: { cas: expected } });
    if (status === 400 && isCasFailure(json)) throw new CasMismatch();
    return this.parsed(Written, status, json).data.version;
  }

  /** `GET /v1/{mount}/data/{path}?version=`; 0 is the newest. null where there is no such version, or not any more. */
  async read(path: string, version: number): Promise<{ values: Record<string, string>; version: number } | null> {
    const { status, json } = await this.send('GET', `data/${path}?version=${version}`);
    // A version that was deleted is answered 404 with its metadata.
    if (status === 404) return null;
    const { data, metadata } = this.parsed(Read, status, json).data;
    return data === null ? null : { values: data, version: metadata.version };
  }

  /** `DELETE /v1/{mount}/metadata/{path}`: all versions. */
  async remove(path: string): Promise<void> {
    const { status } = await this.send('DELETE', `metadata/${path}`);
    if (status !== 204 && status !== 404) throw unavailable(`Vault answered with HTTP ${status}.`);
  }

  private async send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
    const address = `${this.settings.address}/v1/${this.settings.mount}/${path}`;
    const first = await this.exchange(method, address, await this.token(), body);
    // 403 is both a token that ended and a policy that does not allow it: a new login tells them apart.
    if (first.status !== 403 || this.settings.login.kind === 'token') return first;
    this.login = null;
    return this.exchange(method, address, await this.token(), body);
  }

  private token(): Promise<string> {
    const { login } = this.settings;
    if (login.kind === 'token') return Promise.resolve(login.token);
    if (this.login !== null && Date.now() < this.login.untilMs) return Promise.resolve(this.login.token);
    this.loggingIn ??= this.logIn(login).finally(() => (this.loggingIn = null));
    return this.loggingIn;
  }

  private async logIn({ roleId, secretId, mount }: Extract<VaultSettings['login'], { kind: 'approle' }>): Promise<string> {
    const address = `${this.settings.address}/v1/auth/${mount}/login`;
    const { status, json } = await this.exchange('POST', address, null, { role_id: roleId, secret_id: secretId });
    const { client_token: token, lease_duration: seconds } = this.parsed(Login, status, json).auth;
    this.login = { token, untilMs: Date.now() + seconds * 1_000 * LOGIN_RENEWED_AT };
    return token;
  } // prettier-ignore

  private async exchange(method: 'GET' | 'POST' | 'DELETE', address: string, token: string | null, body?: object) {
    const { namespace } = this.settings;
    try {
      const answer = await request(address, {
        method,
        headers: {
          // Keeps a browser that was led here from being an agent of somebody else (Vault, HTTP API).
          'x-vault-request': 'true',
          ...(token === null ? {} : { 'x-vault-token': token }),
          ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: answer.statusCode, json: parse(await bounded(answer.body)) };
    } catch (cause) {
      throw cause instanceof GatewayOpsError ? cause : unavailable('Vault could not be reached.', cause);
    }
  }

  private parsed<T extends z.ZodType>(schema: T, status: number, json: unknown): z.infer<T> {
    const found = schema.safeParse(json);
    if (status >= 200 && status < 300 && found.success) return found.data;
    throw unavailable(`Vault answered with HTTP ${status}.`);
  }
}

const isCasFailure = (json: unknown): boolean => {
  const failure = Failure.safeParse(json);
  return failure.success && failure.data.errors.some((error) => error.includes('check-and-set'));
};

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw unavailable('The answer of Vault is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The words are for the log: callers get those of the table. */
const unavailable = (reason: string, cause?: unknown): GatewayOpsError =>
  new GatewayOpsError('service_unavailable', { cause: new Error(reason, { cause }), retryAfterSeconds: 1 });
