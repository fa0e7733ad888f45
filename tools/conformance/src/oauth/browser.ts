const HOPS_MAX = 10;
const TIMEOUT_MS = 10_000;
const FORM_TOKEN = /name="csrf_token" value="([^"]*)"/;

/** Where a browser ended up. */
export interface Landing {
  url: URL;
  status: number;
  text: string;
}

/** A browser without scripts: keeps cookies by origin, follows redirects, sends the forms that pages have. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  constructor(kept: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
    for (const [origin, cookies] of Object.entries(kept)) this.cookies.set(origin, new Map(Object.entries(cookies)));
  }

  /** What another browser goes on with. */
  cookiesOf(origin: string): Record<string, string> {
    return Object.fromEntries(this.cookies.get(origin) ?? []);
  }

  /** Opens an address, or sends a form to it with the fields given and the token of the page before. */
  async open(address: string | URL, form?: { page: string; fields: Record<string, string> }): Promise<Landing> {
    let url = new URL(address);
    let body = form && new URLSearchParams({ csrf_token: FORM_TOKEN.exec(form.page)?.[1] ?? '', ...form.fields }).toString(); // prettier-ignore
    for (let hops = 0; hops < HOPS_MAX; hops++) {
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: {
          cookie: Object.entries(this.cookiesOf(url.origin)).map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }); // prettier-ignore
      body = undefined;
      this.keep(url.origin, response.headers.getSetCookie());
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null) return { url, status: response.status, text };
      url = new URL(location, url);
    }
    throw new Error(`too many redirects from ${String(address)}`);
  }

  private keep(origin: string, lines: readonly string[]): void {
    const cookies = this.cookies.get(origin) ?? new Map<string, string>();
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    this.cookies.set(origin, cookies);
  }
}
