import { randomInt } from 'node:crypto';
import { CSRF_FIELD } from '@gatewayops/contracts';
import { browserRequest, CookieJar, fieldOf, unescapeHtml } from '@gatewayops/testing/scriptless-browser';
import { request, type Dispatcher } from 'undici';

export interface PageAnswer {
  status: number;
  location: string;
  text: string;
}

export const anyAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** A browser without scripts: keeps cookies, and sends the forms that pages have. */
export class Visitor {
  readonly cookies = new CookieJar();
  private page = '';

  constructor(
    private readonly origin: string,
    private readonly dispatcher: Dispatcher,
    public address: string = anyAddress(),
  ) {}

  get(path: string): Promise<PageAnswer> {
    return this.ask(path);
  }

  /** Sends a form with the token of the page that was read last. */
  post(path: string, fields: Record<string, string>): Promise<PageAnswer> {
    return this.ask(path, { [CSRF_FIELD]: this.field(CSRF_FIELD), ...fields });
  }

  /** The value of a field of the last page. */
  field(name: string): string {
    return fieldOf(this.page, name);
  }

  /** What the last page asks of a passkey. */
  passkeyOptions(): { challenge: string } {
    return JSON.parse(unescapeHtml(/data-options="([^"]*)"/.exec(this.page)?.[1] ?? '')) as { challenge: string };
  }

  private async ask(path: string, form?: Record<string, string>): Promise<PageAnswer> {
    const { redirect: _never, headers, ...sent } = browserRequest(this.cookies, form);
    const answer = await request(this.origin + path, {
      ...sent,
      dispatcher: this.dispatcher,
      headers: { ...headers, 'x-forwarded-for': this.address },
    });
    this.cookies.keep([answer.headers['set-cookie'] ?? []].flat());
    const text = await answer.body.text();
    if (text.includes('<html')) this.page = text;
    return { status: answer.statusCode, location: String(answer.headers['location'] ?? ''), text };
  }

  get headers(): Record<string, string> {
    return { ...browserRequest(this.cookies).headers, 'x-forwarded-for': this.address };
  }
}
