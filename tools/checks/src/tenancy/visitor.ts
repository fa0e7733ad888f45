import { CSRF_FIELD } from '@gatewayops/contracts';
import { browserRequest, CookieJar, fieldOf } from '@gatewayops/testing/scriptless-browser';

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
  readonly cookies = new CookieJar();
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
    let form = fields && { [CSRF_FIELD]: this.field(CSRF_FIELD), ...fields };
    for (let step = 0; step < REDIRECTS_MAX; step++) {
      const response = await this.request(target, form);
      form = undefined;
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
    return fieldOf(this.page, name);
  }

  /** The header that brings all cookies along. */
  get cookie(): string {
    return this.cookies.header;
  }

  private async request(target: URL, form: Record<string, string> | undefined): Promise<Response> {
    const response = await fetch(this.origin + target.pathname + target.search, {
      ...browserRequest(this.cookies, form),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    this.cookies.keep(response.headers.getSetCookie());
    return response;
  }
}
