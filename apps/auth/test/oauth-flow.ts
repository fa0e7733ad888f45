import { createHash, randomBytes } from 'node:crypto';
import { CSRF_FIELD, SESSION_COOKIE } from '@gatewayops/contracts';
import { browserRequest, CookieJar } from '@gatewayops/testing/scriptless-browser';
import type { AuthClient } from './auth-client.js';
import type { SignedIn } from './signed-in.js';

/** `PUBLIC_URL` and `GATEWAY_PUBLIC_URL` of the shared stack: their defaults. */
export const ISSUER = 'http://localhost:8081';
export const GATEWAY = 'http://localhost:8080';
export const REDIRECT = 'https://client.example/callback';

export interface Registered {
  client_id: string;
  client_secret?: string;
}

export interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  scope?: string;
  error?: string;
  error_description?: string;
}

export const newVerifier = (): string => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** Where a browser ended up: at the client, or at a page of ours. */
export interface Landing {
  status: number;
  url: URL;
  body: string;
  headers: Headers;
}

/** A person's browser: keeps cookies, follows redirects, and stops at whatever is not ours. */
export class Browser {
  private readonly cookies = new CookieJar();

  constructor(
    private readonly origin: string,
    private readonly person: SignedIn | null,
  ) {
    if (person !== null) this.cookies.set(SESSION_COOKIE, person.token);
  }

  async open(
    url: string,
    init: { form?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<Landing> {
    let target = new URL(url, ISSUER);
    let { form } = init;
    for (let hops = 0; hops < 10; hops++) {
      const sent = browserRequest(this.cookies, form);
      const response = await fetch(this.origin + target.pathname + target.search, {
        ...sent,
        headers: { ...sent.headers, ...init.headers },
      });
      form = undefined;
      this.cookies.keep(response.headers.getSetCookie());
      const body = await response.text();
      const location = response.headers.get('location');
      if (location === null) return { status: response.status, url: target, body, headers: response.headers };
      target = new URL(location, target);
      if (target.origin !== ISSUER) return { status: response.status, url: target, body, headers: response.headers };
    }
    throw new Error('too many redirects');
  }

  /** Presses a button of the consent page. */
  press(page: Landing, answer: 'allow' | 'deny'): Promise<Landing> {
    return this.open(page.url.pathname, { form: { answer, [CSRF_FIELD]: this.person?.csrfToken ?? '' } });
  }
}

/** An OAuth client, as it speaks to the authorization server. */
export class OAuthFlow {
  readonly verifier = newVerifier();
  readonly state = newVerifier();

  constructor(
    readonly auth: AuthClient,
    readonly client: Registered,
    readonly resource = `${GATEWAY}/v1/mcp`,
  ) {}

  static async register(auth: AuthClient, metadata: object = {}): Promise<Registered> {
    const answer = await auth.call<Registered>('POST', '/oauth/register', {
      token: null,
      body: { client_name: 'Test client', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', ...metadata },
    });
    if (answer.status !== 201)
      throw new Error(`registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  authorizeUrl(changes: Record<string, string | null> = {}): string {
    const url = new URL('/oauth/authorize', ISSUER);
    const parameters = {
      response_type: 'code',
      client_id: this.client.client_id,
      redirect_uri: REDIRECT,
      code_challenge: challengeOf(this.verifier),
      code_challenge_method: 'S256',
      state: this.state,
      resource: this.resource,
      scope: 'mcp',
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
    return url.href;
  }

  /** Goes through consent where it is asked for; the landing at the client. */
  async authorize(person: SignedIn, changes: Record<string, string | null> = {}): Promise<Landing> {
    const browser = new Browser(this.auth.url, person);
    const page = await browser.open(this.authorizeUrl(changes));
    return page.url.origin === ISSUER ? browser.press(page, 'allow') : page;
  }

  async token(parameters: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.auth.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(parameters).toString(),
    });
    return { status: response.status, body: (await response.json()) as TokenAnswer };
  }

  exchange(code: string, changes: Record<string, string> = {}) {
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      client_id: this.client.client_id,
      code_verifier: this.verifier,
      resource: this.resource,
      ...changes,
    });
  }

  refresh(refreshToken: string, changes: Record<string, string> = {}) {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: this.client.client_id, ...changes }); // prettier-ignore
  }

  /** All the way to tokens. */
  async tokens(person: SignedIn, changes: Record<string, string | null> = {}): Promise<TokenAnswer> {
    const landing = await this.authorize(person, changes);
    const code = landing.url.searchParams.get('code');
    if (code === null) throw new Error(`no code: ${landing.status} ${landing.url.href} ${landing.body}`);
    const { status, body } = await this.exchange(code);
    if (status !== 200) throw new Error(`the token endpoint answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}
