import { CSRF_FIELD } from '@gatewayops/contracts';

const TIMEOUT_MS = 20_000;
const REDIRECTS_MAX = 10;

/** Where a visitor ended up: at a page of ours, or on the way to another site. */
export interface Landing {
  status: number;
  url: URL;
  text: string;
}

/** A browser without scripts: keeps cookies, sends the forms that pages have, and stops before whatever is not ours. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  private page = '';

  /** @param origin where the service really is, whatever it calls itself */
  constructor(
    private readonly origin: string,
    private readonly publicOrigin: string,
  ) {}

  /** Another browser of the same person. */
  anew(): Visitor {
    return new Visitor(this.origin, this.publicOrigin);
  }

  /** `fields`: of a form, which is posted with the token that the last page had. */
  async open(path: string, fields?: Record<string, string>): Promise<Landing> {
    let target = new URL(path, this.publicOrigin);
    let body = fields && new URLSearchParams({ [CSRF_FIELD]: this.field(CSRF_FIELD), ...fields }).toString();
    for (let step = 0; step < REDIRECTS_MAX; step++) {
      const response = await this.request(target, body);
      body = undefined;
      const text = await response.text();
      if (text !== '') this.page = text;
      const location = response.headers.get('location');
      const landing = { status: response.status, url: target, text };
      if (location === null) return landing;
      target = new URL(location, target);
      if (target.origin !== this.publicOrigin) return { ...landing, url: target };
    }
    throw new Error(`too many redirects from ${path}`);
  }

  /** The value of a hidden field of the last page. */
  field(name: string): string {
    return new RegExp(`name="${name}" value="([^"]*)"`).exec(this.page)?.[1] ?? '';
  }

  /** The header that brings all cookies along. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async request(target: URL, body: string | undefined): Promise<Response> {
    const response = await fetch(this.origin + target.pathname + target.search, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
