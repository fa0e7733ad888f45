import { randomInt } from 'node:crypto';
import { CSRF_FIELD } from '@gatewayops/contracts';
import { request, type Dispatcher } from 'undici';

export interface PageAnswer {
  status: number;
  location: string;
  text: string;
}

export const anyAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** A browser without scripts: keeps cookies, and sends the forms that pages have. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  private page = '';

  constructor(
    private readonly origin: string,
    private readonly dispatcher: Dispatcher,
    public address: string = anyAddress(),
  ) {}

  get(path: string): Promise<PageAnswer> {
    return this.ask('GET', path);
  }

  /** Sends a form with the token of the page that was read last. */
  post(path: string, fields: Record<string, string>): Promise<PageAnswer> {
    return this.ask('POST', path, new URLSearchParams({ [CSRF_FIELD]: this.field(CSRF_FIELD), ...fields }).toString());
  }

  /** The value of a field of the last page. */
  field(name: string): string {
    return plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(this.page)?.[1] ?? '');
  }

  /** What the last page asks of a passkey. */
  passkeyOptions(): { challenge: string } {
    return JSON.parse(plain(/data-options="([^"]*)"/.exec(this.page)?.[1] ?? '')) as { challenge: string };
  }

  async ask(method: 'GET' | 'POST', path: string, form?: string): Promise<PageAnswer> {
    const answer = await request(this.origin + path, {
      method,
      dispatcher: this.dispatcher,
      headers: { ...this.headers, ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form === undefined ? {} : { body: form }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.keep(line);
    const text = await answer.body.text();
    if (text.includes('<html')) this.page = text;
    return { status: answer.statusCode, location: String(answer.headers['location'] ?? ''), text };
  } // prettier-ignore

  get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'x-forwarded-for': this.address, ...(cookie === '' ? {} : { cookie }) };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
