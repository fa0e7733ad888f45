import { createHash, randomBytes } from 'node:crypto';
import { CSRF_FIELD, SESSION_COOKIE } from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { browserRequest, CookieJar, fieldOf } from '@gatewayops/testing/scriptless-browser';
import { SessionStore } from '../../../apps/auth/dist/sessions/session-store.js';
import { newSessionToken, placeOfSession } from '../../../apps/auth/dist/sessions/session-token.js';
import type { Organization } from './organization.js';

/** Somebody who is signed in, with a browser that says yes to whatever a client asks. How people sign in is tested elsewhere. */
export class OAuthPerson {
  readonly #token: string;

  private constructor(
    readonly userId: string,
    token: string,
  ) {
    this.#token = token;
  }

  static async memberOf(org: Organization, redisUrl: string, role = 'org_member'): Promise<OAuthPerson> {
    const email = `${randomBytes(6).toString('hex')}@example.com`;
    const { json } = await org.admin('POST', `${org.urls.auth}/v1/members`, { email, role });
    const userId = String(json['user_id']);
    const redis = connectRedis({ url: redisUrl, name: 'test' });
    await whenReady(redis, 5_000);
    const store = new SessionStore(redis);
    const token = newSessionToken(userId);
    const now = Date.now();
    await store.open(placeOfSession(token)!, await store.epochOf(userId), {
      email, name: '', orgId: org.id, csrfToken: randomBytes(16).toString('hex'), methods: 'pwd', createdAtMs: now, authenticatedAtMs: now,
      ipAddress: '127.0.0.1', userAgent: 'test', mfaOf: '',
    }); // prettier-ignore
    redis.disconnect();
    return new OAuthPerson(userId, token);
  }

  /** Opens what a client asks to open, allows it, and gives where the browser is led at last: back to the client. */
  async consent(authorizationUrl: URL): Promise<URL> {
    const cookies = new CookieJar({ [SESSION_COOKIE]: this.#token });
    let url = authorizationUrl;
    let form: Record<string, string> | undefined;
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(url, browserRequest(cookies, form));
      form = undefined;
      cookies.keep(response.headers.getSetCookie());
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null) {
        const csrf = fieldOf(text, CSRF_FIELD);
        if (csrf === '') throw new Error(`no question at ${url.href}: ${response.status} ${text}`);
        form = { [CSRF_FIELD]: csrf, answer: 'allow' };
        continue;
      }
      url = new URL(location, url);
      if (url.origin !== authorizationUrl.origin) return url;
    }
    throw new Error('too many redirects');
  }
}

/** What an MCP client keeps of its OAuth flow: all of it came from the URL. */
export class OAuthClientMemory {
  readonly redirectUrl = 'http://127.0.0.1:49152/callback';
  readonly clientMetadata = { client_name: 'Official client', redirect_uris: [this.redirectUrl] };
  /** Each time that the person was asked. */
  readonly asked: URL[] = [];
  readonly #kept = new Map<string, unknown>();
  #landing: URL | null = null;

  constructor(private readonly person: OAuthPerson) {}

  state = (): string => this.#remember('state', createHash('sha256').update(randomBytes(32)).digest('base64url'));
  clientInformation = (): never => this.#kept.get('client') as never;
  saveClientInformation = (client: unknown): void => void this.#remember('client', client);
  tokens = (): never => this.#kept.get('tokens') as never;
  saveTokens = (tokens: unknown): void => void this.#remember('tokens', tokens);
  codeVerifier = (): string => this.#kept.get('verifier') as string;
  saveCodeVerifier = (verifier: string): void => void this.#remember('verifier', verifier);
  discoveryState = (): never => this.#kept.get('discovery') as never;
  saveDiscoveryState = (state: unknown): void => void this.#remember('discovery', state);

  async redirectToAuthorization(url: URL): Promise<void> {
    this.asked.push(url);
    this.#landing = await this.person.consent(url);
  }

  /** Parameters that the browser brought back. */
  get landing(): URLSearchParams {
    if (this.#landing === null) throw new Error('the person was not asked');
    return this.#landing.searchParams;
  }

  #remember<T>(name: string, value: T): T {
    this.#kept.set(name, value);
    return value;
  }
}
