import { randomInt } from 'node:crypto';
import { CSRF_FIELD, SESSION_COOKIE, type SessionVerdict } from '@gatewayops/contracts';
import { browserRequest, CookieJar, fieldOf } from '@gatewayops/testing/scriptless-browser';
import type { AuthClient } from './auth-client.js';

/** An answer with a page, or one that leads elsewhere. */
export interface PageAnswer {
  status: number;
  text: string;
  /** Where it leads; empty where it does not. */
  location: string;
  headers: Headers;
}

/** A browser without scripts: keeps cookies, and sends the forms that pages have. */
export class Visitor {
  readonly cookies = new CookieJar();
  /** Each speaks from an address of its own, as limits are by address. */
  address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  private page = '';
  /** As browsers have it: `null` from a page whose referrer policy is `no-referrer` (Fetch, append a request Origin header). */
  private origin: string;

  constructor(private readonly client: AuthClient) {
    this.origin = client.url;
  }

  get session(): string | undefined {
    return this.cookies.get(SESSION_COOKIE);
  }

  async get(path: string): Promise<PageAnswer> {
    return this.request(path);
  }

  /** Sends a form with the token that the last page had, or what `fields` say instead. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<PageAnswer> {
    return this.request(path, { [CSRF_FIELD]: this.formToken, ...fields }, { origin: this.origin, ...headers });
  }

  /** The token of the first form of the last page. */
  get formToken(): string {
    return this.field(CSRF_FIELD);
  }

  /** The value of a field of the last page. */
  field(name: string): string {
    return fieldOf(this.page, name);
  }

  /** Signs in with e-mail and password as far as it goes. */
  async enterPassword(email: string, password: string, returnTo = '/account'): Promise<PageAnswer> {
    await this.get(`/signin?return_to=${encodeURIComponent(returnTo)}`);
    return this.post('/signin/password', { email, password, return_to: returnTo });
  }

  /** Who is signed in; null for nobody. */
  async whoAmI(): Promise<Extract<SessionVerdict, { valid: true }>['session'] | null> {
    if (!this.session) return null;
    const { body } = await this.client.internal<SessionVerdict>('POST', '/internal/v1/auth/validate-session', { token: this.session }); // prettier-ignore
    return body.valid ? body.session : null;
  }

  private async request(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const sent = browserRequest(this.cookies, form);
    const response = await fetch(this.client.url + path, {
      ...sent,
      headers: { 'x-forwarded-for': this.address, ...sent.headers, ...headers },
    });
    this.cookies.keep(response.headers.getSetCookie());
    const text = await response.text();
    if (text !== '') {
      this.page = text;
      this.origin = response.headers.get('referrer-policy') === 'no-referrer' ? 'null' : this.client.url;
    }
    return {
      status: response.status,
      text,
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  }
}
