import { CSRF_FIELD } from '@gatewayops/contracts';
import { browserRequest, CookieJar, fieldOf } from '@gatewayops/testing/scriptless-browser';

const HOPS_MAX = 10;
const TIMEOUT_MS = 10_000;

/** Where a browser ended up. */
export interface Landing {
  url: URL;
  status: number;
  text: string;
}

/** A browser without scripts: keeps cookies by origin, follows redirects, sends the forms that pages have. */
export class Browser {
  private readonly cookies = new Map<string, CookieJar>();

  constructor(kept: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
    for (const [origin, cookies] of Object.entries(kept)) this.cookies.set(origin, new CookieJar(cookies));
  }

  /** What another browser goes on with. */
  cookiesOf(origin: string): Record<string, string> {
    return this.jarOf(origin).toRecord();
  }

  /** Opens an address, or sends a form to it with the fields given and the token of the page before. */
  async open(address: string | URL, form?: { page: string; fields: Record<string, string> }): Promise<Landing> {
    let url = new URL(address);
    let fields = form && { [CSRF_FIELD]: fieldOf(form.page, CSRF_FIELD), ...form.fields };
    for (let hops = 0; hops < HOPS_MAX; hops++) {
      const jar = this.jarOf(url.origin);
      const response = await fetch(url, { ...browserRequest(jar, fields), signal: AbortSignal.timeout(TIMEOUT_MS) });
      fields = undefined;
      jar.keep(response.headers.getSetCookie());
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null) return { url, status: response.status, text };
      url = new URL(location, url);
    }
    throw new Error(`too many redirects from ${String(address)}`);
  }

  private jarOf(origin: string): CookieJar {
    const jar = this.cookies.get(origin) ?? new CookieJar();
    this.cookies.set(origin, jar);
    return jar;
  }
}
